/**
 * How a build or run proceeds. Times are in milliseconds since the job became RUNNING, unless a comment says otherwise.
 * `Infinity` means never.
 */
export interface JobScript {
  /** Time from the request until the job is RUNNING. With Infinity, it stays READY. */
  readonly readyMs?: number;
  readonly log?: readonly LogEntry[];
  /** When log streams end, although the job is still RUNNING. */
  readonly logEndsAtMs?: number;
  /** The n-th request for the log breaks off after the n-th number of bytes. Later requests do not break off. */
  readonly logCutsAfterBytes?: readonly number[];
  /** Time after the request during which the job and its log return 404. */
  readonly notFoundMs?: number;
  /** Time after the request during which the list does not contain the job. */
  readonly unlistedMs?: number;
  /** Statuses other than RUNNING before the end. They may be undocumented. */
  readonly statuses?: readonly { readonly atMs: number; readonly status: string }[];
  /** Time until the end. Defaults to shortly after the last log entry. The log may continue after the end. */
  readonly runMs?: number;
  /** Defaults to SUCCEEDED. */
  readonly status?: 'SUCCEEDED' | 'FAILED' | 'ABORTED' | 'TIMED-OUT';
  readonly statusMessage?: string;
  /** Time from the abort request until the job is ABORTED. Defaults to 50. */
  readonly abortMs?: number;
  readonly usageTotalUsd?: number;
}

export interface BuildScript extends JobScript {
  /** Time from the end until the tag points to the build. Defaults to 30. */
  readonly tagAfterMs?: number | 'never';
  /** Whether the tag points to a newer build that ended at the same time. */
  readonly tagTakenByNewer?: boolean;
}

export interface RunScript extends JobScript {
  /** The items that the run has written to its default dataset when it ends. Defaults to one item. */
  readonly items?: readonly object[];
  /** Time after the end during which `itemCount` of the dataset is 0. Afterward, it is correct. Defaults to 0. */
  readonly itemCountAfterMs?: number;
}

export interface LogEntry {
  readonly atMs: number;
  /** The text of the line. The log adds a timestamp before it and a line break after it. */
  readonly text: string;
  /** Whether the log contains the text unchanged. */
  readonly raw?: boolean;
}

/** A short Docker build, in Apify's log format. */
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
