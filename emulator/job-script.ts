/**
 * How a build or run proceeds. Times are milliseconds from the moment it is RUNNING, unless a comment names another
 * moment. `Infinity` means never.
 */
export interface JobScript {
  /** From the request until the job is RUNNING. Infinity: READY forever. */
  readonly readyMs?: number;
  readonly log?: readonly LogEntry[];
  /** Log streams end at this time, although the job is RUNNING. */
  readonly logEndsAtMs?: number;
  /** The n-th request for the log breaks after the n-th number of bytes. Later requests do not break. */
  readonly logCutsAfterBytes?: readonly number[];
  /** From the request: until then, requests for the job and its log return 404. */
  readonly notFoundMs?: number;
  /** From the request: until then, the list does not contain the job. */
  readonly unlistedMs?: number;
  /** Other statuses than RUNNING before the end, also ones that the API does not document. */
  readonly statuses?: readonly { readonly atMs: number; readonly status: string }[];
  /** Until the end. Default: shortly after the log's last entry. The log may continue after the end. */
  readonly runMs?: number;
  /** Default: SUCCEEDED. */
  readonly status?: 'SUCCEEDED' | 'FAILED' | 'ABORTED' | 'TIMED-OUT';
  readonly statusMessage?: string;
  /** From the request to abort until the job is ABORTED. Default: 50. */
  readonly abortMs?: number;
  readonly usageTotalUsd?: number;
}

export interface BuildScript extends JobScript {
  /** From the end until the tag points to the build. Default: 30. */
  readonly tagAfterMs?: number | 'never';
  /** The tag points to a newer build that ended at the same time. */
  readonly tagTakenByNewer?: boolean;
}

export interface RunScript extends JobScript {
  /** Items that the run has written to its default dataset by its end. Default: one item. */
  readonly items?: readonly object[];
  /** From the end until the dataset's `itemCount` is correct. Until then, it is 0. Default: 0. */
  readonly itemCountAfterMs?: number;
  /** Default: 0 if the run succeeds, otherwise 1. */
  readonly exitCode?: number;
}

export interface LogEntry {
  readonly atMs: number;
  /** The log adds a timestamp before the text and a line end after it. */
  readonly text: string;
  /** The log contains the text unchanged. */
  readonly raw?: boolean;
}

/** A short Docker build as the platform logs it. */
export const defaultBuildScript: BuildScript = {
  readyMs: 20,
  log: everyMs(15, [
    'ACTOR: Extracting source code.',
    'ACTOR: Building container image.',
    'ACTOR: Docker build context is ready.',
    'Step 1/5 : FROM apify/actor-node:24',
    ' ---> 3f1b6c9e7a52',
    'Step 2/5 : COPY --chown=myuser package*.json ./',
    'Step 3/5 : RUN npm --quiet set progress=false && npm install --omit=dev',
    'added 68 packages in 2s',
    'Step 4/5 : COPY --chown=myuser . ./',
    'Step 5/5 : CMD npm start --silent',
    'Successfully built 8d6e2f0b41c7',
    'ACTOR: Pushing container image.',
    'ACTOR: Build finished.',
  ]),
};

/** A short run with one item. */
export const defaultRunScript: RunScript = {
  readyMs: 20,
  log: everyMs(15, [
    'ACTOR: Pulling container image of build.',
    'ACTOR: Creating container.',
    'ACTOR: Starting container.',
    'INFO  System info {"apifyVersion":"3.5.0","crawleeVersion":"3.15.0"}',
    'INFO  The Actor wrote 1 item',
  ]),
};

function everyMs(ms: number, lines: readonly string[]): readonly LogEntry[] {
  return lines.map((text, index) => ({ atMs: index * ms, text }));
}
