import type { ApifyApi } from '../../apify/api.ts';
import type { JobTools } from '../../follow/run-job.ts';
import { createGit, type Git } from '../../runner/git.ts';
import { systemClock } from '../../time/clock.ts';
import type { UpdateNews } from '../../version/update-request.ts';
import { connectionOf } from '../connection.ts';
import type { ActionContext } from '../run-action.ts';
import type { HiddenInputs } from './hidden-inputs.ts';
import type { RunState } from './state.ts';

/** The services that all stages share. */
export interface DeployContext extends ActionContext<RunState>, Pick<HiddenInputs, 'lines' | 'secrets'> {
  readonly git: Git;
  /** For following a build or a test run. */
  readonly jobTools: Omit<JobTools<unknown>, 'onJob'>;
  recordUpdate(news: UpdateNews): void;
  /** Runs a stage as a log group and records its duration. @throws CancelledError if the step is already canceled. */
  stage<T>(title: string, run: () => Promise<T>): Promise<T>;
  /** Loads the API client, which takes about as long as Git needs to list the files. */
  connect(inputs: Parameters<typeof connectionOf>[1], signals?: Parameters<typeof connectionOf>[2]): Promise<ApifyApi>;
}

export function createContext(context: ActionContext<RunState>, { lines, secrets }: HiddenInputs): DeployContext {
  const { raw, report, state, cancellation } = context;
  return {
    ...context,
    lines,
    secrets,
    git: createGit(raw.environment),
    jobTools: {
      clock: systemClock,
      signal: cancellation.signal,
      onLine: report.line,
      onProgress: report.line,
      onWarning: (message) => state.report({ level: 'warning', message }),
    },
    recordUpdate: ({ written: added, archiveUrl: _archiveUrl, ...news }) => {
      const { written } = state.current;
      if (added !== undefined) report.line(`Wrote ${added}`);
      state.record({ ...news, written: added === undefined ? written : [...written, added] });
    },
    stage: async (title, run) => {
      cancellation.signal.throwIfAborted();
      const start = systemClock.now();
      try {
        return await report.group(title, run);
      } finally {
        // An error of an output would replace the error of the stage.
        state.add({ times: [...state.current.times, { stage: title, ms: systemClock.now() - start }] });
      }
    },
    connect: async (inputs, signals) => {
      const { createApifyApi } = await import('../../apify/client.ts');
      return createApifyApi(connectionOf(context, inputs, signals));
    },
  };
}
