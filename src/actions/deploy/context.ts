import type { ApifyApi } from '../../apify/api.ts';
import type { JobTools } from '../../follow/run-job.ts';
import { type Cancellation, listenForCancellation } from '../../runner/cancellation.ts';
import { createGit, type Git } from '../../runner/git.ts';
import { type RawInputs, readRawInputs } from '../../runner/inputs.ts';
import { createReport, type Report } from '../../runner/report.ts';
import type { Secret } from '../../runner/secrets.ts';
import { systemClock } from '../../time/clock.ts';
import { connectionOf } from '../connection.ts';
import { type EnvVarInputs, readHiddenInputs } from './hidden-inputs.ts';
import { createState, type RunState, type StateStore } from './state.ts';

/** The services that all stages share. */
export interface DeployContext {
  readonly raw: RawInputs;
  readonly envVarInputs: EnvVarInputs;
  /** Values that no deployed file may contain. */
  readonly secrets: readonly Secret[];
  readonly report: Report;
  readonly state: StateStore;
  readonly cancellation: Cancellation;
  readonly git: Git;
  /** For following a build or a test run. */
  readonly jobTools: Omit<JobTools<unknown>, 'onJob'>;
  /** Loads the API client, which takes about as long as Git needs to list the files. */
  connect(inputs: Access, signals?: Parameters<typeof connectionOf>[2]): Promise<ApifyApi>;
}

type Access = Parameters<typeof connectionOf>[1];

/** Masks all secrets before anything can fail or be printed. */
export function openContext(outputsOf: (state: RunState) => Readonly<Record<string, string>>): DeployContext {
  const raw = readRawInputs();
  const { lines, secrets, hidden } = readHiddenInputs(raw);
  const report = createReport(hidden);
  const state = createState(report, systemClock, outputsOf);
  const cancellation = listenForCancellation();
  return {
    raw,
    envVarInputs: lines,
    secrets,
    report,
    state,
    cancellation,
    git: createGit(raw.environment),
    jobTools: {
      clock: systemClock,
      signal: cancellation.signal,
      onLine: report.line,
      onProgress: report.line,
      onWarning: (message) => state.report({ level: 'warning', message }),
    },
    connect: async (inputs, signals) => {
      const { createApifyApi } = await import('../../apify/client.ts');
      return createApifyApi(connectionOf({ raw, report }, inputs, signals));
    },
  };
}
