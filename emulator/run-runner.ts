import type { Timers } from './clock.ts';
import { createJobRunner, type JobRunner, runMsOf } from './job-runner.ts';
import { defaultRunScript, type RunScript } from './job-script.ts';
import type { Platform, StoredRun } from './platform.ts';

export type RunRunner = JobRunner<StoredRun, RunScript>;

export function createRunRunner(platform: Platform, timers: Timers): RunRunner {
  return createJobRunner<StoredRun, RunScript>(platform, timers, {
    defaultScript: defaultRunScript,
    adapt: ({ options: { timeoutSecs } }, script) =>
      timeoutSecs > 0 && runMsOf(script) > timeoutSecs * 1000
        ? { ...script, runMs: timeoutSecs * 1000, status: 'TIMED-OUT' }
        : script,
    onEnd: (run, { items = [{ ok: true }], itemCountAfterMs = 0 }) => {
      run.exitCode = run.status === 'SUCCEEDED' ? 0 : 1;
      const dataset = platform.findDataset(run.defaultDatasetId);
      if (dataset === undefined) return;
      dataset.items.push(...items);
      const count = (): void => {
        dataset.itemCount = dataset.items.length;
      };
      if (itemCountAfterMs === 0) count();
      else timers.after(itemCountAfterMs, count);
    },
  });
}
