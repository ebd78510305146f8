/** How a build proceeds. Milliseconds count from the moment it runs, save where it says otherwise. */
export interface BuildScript {
  /** From the request until it runs. */
  readonly readyMs?: number;
  readonly log?: readonly BuildLogEntry[];
  /** From then on log streams end, although the build runs. */
  readonly logEndsAtMs?: number;
  /** The n-th request for the log breaks after the n-th number of bytes; later ones do not. */
  readonly logCutsAfterBytes?: readonly number[];
  /** From the request: so long GET of the build and of its log answer 404. */
  readonly notFoundMs?: number;
  /** From the request: so long the list of builds lacks it. */
  readonly unlistedMs?: number;
  /** Until it ends; shortly after the log's last entry unless told. The log may go on after that. */
  readonly runMs?: number;
  readonly status?: 'SUCCEEDED' | 'FAILED' | 'ABORTED' | 'TIMED-OUT';
  readonly statusMessage?: string;
  /** From the end until the tag points at it; 30 unless told. */
  readonly tagAfterMs?: number | 'never';
  /** The tag goes to a newer build that ended at the same time. */
  readonly tagTakenByNewer?: boolean;
  /** From the request to abort until it is aborted; 50 unless told. */
  readonly abortMs?: number;
  readonly usageTotalUsd?: number;
}

export interface BuildLogEntry {
  readonly atMs: number;
  /** Gets a timestamp before it and a line's end after it. */
  readonly text: string;
  /** The text goes into the log as it is. */
  readonly raw?: boolean;
}

/** A short Docker build as the platform logs it. */
export const defaultBuildScript: BuildScript = {
  readyMs: 20,
  log: [
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
  ].map((text, index) => ({ atMs: index * 15, text })),
};
