import type { Timers } from './clock.ts';
import type { JobScript, LogEntry } from './job-script.ts';
import { isoDate, type Platform, type StoredJob } from './platform.ts';

/** Runs builds or runs according to their scripts. */
export interface JobRunner<Job extends StoredJob, Script extends JobScript> {
  /** Sets the script of all jobs that start from now on. */
  scriptAll(script: Script): void;
  /** Sets the script of a single job. Several calls apply to the next jobs in the same order. */
  queue(script: Script): void;
  start(job: Job): void;
  /** Adds a job that has already ended. */
  addEnded(job: Job, status: string): void;
  /** Has no effect on a job that has ended or is already ABORTING. */
  abort(job: Job): void;
  /** Whether responses for the job, or the list of jobs, contain it yet. */
  isVisible(job: Job, where: 'own' | 'list'): boolean;
  /** Whether the log is complete. */
  isLogEnded(job: Job): boolean;
  /** Returns the number of bytes after which this request for the log breaks, and counts the request. */
  takeLogCut(job: Job): number | undefined;
  /** @param onChange called after each change of the status or log. @returns a function that stops the calls. */
  watch(job: Job, onChange: () => void): () => void;
}

interface JobRules<Job, Script> {
  readonly defaultScript: Script;
  /** Changes the script for this job. */
  adapt(job: Job, script: Script): Script;
  /** Called when the job has ended without being aborted. */
  onEnd(job: Job, script: Script): void;
}

interface Life<Script> {
  readonly script: Script;
  readonly logCuts: number[];
  readonly watchers: Set<() => void>;
  linesToCome: number;
  logEnded: boolean;
  /** Cancels all events that have not happened yet. */
  cancel(): void;
}

const TIMING_OUT_MS = 20;

export function createJobRunner<Job extends StoredJob, Script extends JobScript>(
  platform: Platform,
  timers: Timers,
  { defaultScript, adapt, onEnd }: JobRules<Job, Script>,
): JobRunner<Job, Script> {
  const lives = new Map<string, Life<Script>>();
  const queued: Script[] = [];
  let current = defaultScript;

  const lifeOf = (job: Job): Life<Script> => {
    const life = lives.get(job.id);
    if (life === undefined) throw new Error(`${job.id} was not started by this emulator`);
    return life;
  };
  const begin = (job: Job, script: Script): Life<Script> => {
    const life: Life<Script> = {
      script,
      logCuts: [...(script.logCutsAfterBytes ?? [])],
      watchers: new Set(),
      linesToCome: script.log?.length ?? 0,
      logEnded: false,
      cancel: () => {},
    };
    lives.set(job.id, life);
    return life;
  };
  const notify = (job: Job): void => {
    for (const onChange of [...lifeOf(job).watchers]) onChange();
  };
  const setStatus = (job: Job, status: string): void => {
    job.status = status;
    if (isOver(job)) job.finishedAt = platform.now();
    notify(job);
  };
  const write = (job: Job, { text, raw = false }: Omit<LogEntry, 'atMs'>): void => {
    const line = raw ? text : `${isoDate(platform.now())} ${text}\n`;
    job.log = Buffer.concat([job.log, Buffer.from(line)]);
    notify(job);
  };
  const end = (job: Job, script: Script): void => {
    const { status = 'SUCCEEDED', statusMessage, usageTotalUsd = 0.004 } = script;
    job.statusMessage = statusMessage;
    job.usageTotalUsd = usageTotalUsd;
    const finish = (): void => {
      setStatus(job, status);
      onEnd(job, script);
    };
    if (status === 'TIMED-OUT') {
      setStatus(job, 'TIMING-OUT');
      timers.after(TIMING_OUT_MS, finish);
    } else finish();
  };
  const run = (job: Job, life: Life<Script>): void => {
    setStatus(job, 'RUNNING');
    const { log = [], logEndsAtMs = Number.POSITIVE_INFINITY, statuses = [] } = life.script;
    const cancels = [
      timers.after(runMsOf(life.script), () => end(job, life.script)),
      ...log.map((entry) =>
        timers.after(entry.atMs, () => {
          life.linesToCome -= 1;
          write(job, entry);
        }),
      ),
      ...statuses.map(({ atMs, status }) => timers.after(atMs, () => setStatus(job, status))),
      timers.after(logEndsAtMs, () => {
        life.logEnded = true;
        notify(job);
      }),
    ];
    life.cancel = () => {
      for (const cancel of cancels) cancel();
    };
  };

  return {
    scriptAll: (script) => {
      current = script;
    },
    queue: (script) => void queued.push(script),
    start: (job) => {
      const script = adapt(job, queued.shift() ?? current);
      const life = begin(job, script);
      life.cancel = timers.after(script.readyMs ?? 0, () => run(job, life));
    },
    addEnded: (job, status) => {
      begin(job, {} as Script);
      setStatus(job, status);
    },
    abort: (job) => {
      if (isOver(job) || ['ABORTING', 'TIMING-OUT'].includes(job.status)) return;
      const life = lifeOf(job);
      life.cancel();
      life.linesToCome = 0;
      setStatus(job, 'ABORTING');
      timers.after(life.script.abortMs ?? 50, () => {
        write(job, { text: `ACTOR: ${job.kind === 'build' ? 'Build' : 'Run'} was aborted.` });
        setStatus(job, 'ABORTED');
      });
    },
    isVisible: (job, where) => {
      const { notFoundMs = 0, unlistedMs = 0 } = lifeOf(job).script;
      return platform.now() - job.startedAt >= (where === 'own' ? notFoundMs : unlistedMs);
    },
    isLogEnded: (job) => {
      const { logEnded, linesToCome } = lifeOf(job);
      return logEnded || (isOver(job) && linesToCome === 0);
    },
    takeLogCut: (job) => lifeOf(job).logCuts.shift(),
    watch: (job, onChange) => {
      const { watchers } = lifeOf(job);
      watchers.add(onChange);
      return () => void watchers.delete(onChange);
    },
  };
}

export function isOver({ status }: StoredJob): boolean {
  return ['SUCCEEDED', 'FAILED', 'ABORTED', 'TIMED-OUT'].includes(status);
}

export function runMsOf({ runMs, log = [] }: JobScript): number {
  return runMs ?? Math.max(0, ...log.map(({ atMs }) => atMs)) + 10;
}
