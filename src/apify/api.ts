/** The parts of the Apify API that the actions use. All names are those of the API. https://docs.apify.com/api/v2 */

import type * as forms from './api-forms.ts';
import type { SourceType } from './api-forms.ts';
import type { TypeOf } from './forms.ts';

export type { JobStatus, SourceType } from './api-forms.ts';

export interface SourceCodeFile {
  readonly name: string;
  readonly format: 'TEXT' | 'BASE64';
  readonly content: string;
}

export interface EnvVar {
  readonly name: string;
  readonly value: string;
  readonly isSecret: boolean;
}

/**
 * The source type of a version, and the fields that belong to it. `actorPath` is the Actor's folder within the files (1
 * to 255 characters). An update without `actorPath` removes it.
 */
export type VersionSource =
  | {
      readonly sourceType: 'SOURCE_FILES';
      readonly sourceFiles: readonly SourceCodeFile[];
      readonly actorPath?: string | undefined;
    }
  | { readonly sourceType: 'GIT_REPO'; readonly gitRepoUrl: string }
  | { readonly sourceType: 'TARBALL'; readonly tarballUrl: string; readonly actorPath?: string | undefined }
  | { readonly sourceType: 'GITHUB_GIST'; readonly gitHubGistUrl: string };

/** The body of a request that creates or updates a version. Apify keeps omitted properties, except for `actorPath`. */
export type VersionUpdate = VersionSource & {
  readonly versionNumber: string;
  readonly buildTag?: string | undefined;
  readonly applyEnvVarsToBuild?: boolean | undefined;
  readonly envVars?: readonly EnvVar[] | undefined;
};

const urlFields = {
  GIT_REPO: 'gitRepoUrl',
  TARBALL: 'tarballUrl',
  GITHUB_GIST: 'gitHubGistUrl',
} as const satisfies Readonly<Record<Exclude<SourceType, 'SOURCE_FILES'>, keyof Version>>;

type UrlField = (typeof urlFields)[keyof typeof urlFields];

/** Returns the URL that the version uses. Apify keeps URLs of earlier source types, which have no effect. */
export function urlOf(version: Partial<Version>): { readonly field: UrlField; readonly url: string } | undefined {
  const { sourceType } = version;
  if (!sourceType || sourceType === 'SOURCE_FILES') return undefined;
  const field = urlFields[sourceType];
  const url = version[field];
  return url ? { field, url } : undefined;
}

export type StoredEnvVar = TypeOf<typeof forms.envVar>;
export type Version = TypeOf<typeof forms.version>;
export type ActorSettings = TypeOf<typeof forms.actorSettings>;
export type TaggedBuild = TypeOf<typeof forms.taggedBuild>;
export type Actor = TypeOf<typeof forms.actor>;
export type Build = TypeOf<typeof forms.build>;
export type ActorRun = TypeOf<typeof forms.run>;
type KeyValueStore = TypeOf<typeof forms.store>;
export type User = TypeOf<typeof forms.user>;

/** Returns the build that a tag points to. */
export function taggedBuild({ taggedBuilds }: Actor, tag: string): TaggedBuild | undefined {
  return Object.entries(taggedBuilds ?? {}).find(([name]) => name === tag)?.[1] ?? undefined;
}

/** The body of `PUT /v2/acts/{id}`. A tag is removed if its value is `null`. */
interface ActorUpdate extends ActorSettings {
  readonly taggedBuilds?: Readonly<Record<string, { readonly buildId: string } | null>>;
}

export interface NewActor extends ActorSettings {
  readonly name: string;
  readonly versions: readonly [VersionUpdate];
}

/** A file to upload. Each attempt reads it from the start. */
export interface RecordFile {
  readonly path: string;
  readonly byteLength: number;
  readonly contentType: string;
}

/** If `tag` is omitted, Apify uses the tag of the version. */
interface BuildRequest {
  readonly version: string;
  readonly useCache: boolean;
  readonly tag?: string | undefined;
}

export interface StartControl {
  /** Aborts the current attempt. */
  readonly signal?: AbortSignal;
  /** Prevents further attempts without aborting the current one. */
  readonly noMore?: AbortSignal;
  readonly onAttempt?: () => void;
}

/**
 * The requests of a deployment. `actorId` is an Actor ID or `username~name`. Requests are retried if it is safe to
 * repeat them. Each method throws `ApifyApiError` if the API returned an error, and `LostResponseError` if there was no
 * usable response.
 */
export interface ApifyApi {
  /** @param options.once disables retries. */
  getUser(options?: { readonly once?: boolean; readonly signal?: AbortSignal }): Promise<User>;
  getActor(actorId: string, signal?: AbortSignal): Promise<Actor>;
  createActor(actor: NewActor): Promise<Actor>;
  updateActor(actorId: string, change: ActorUpdate): Promise<Actor>;
  updateVersion(actorId: string, version: VersionUpdate): Promise<Version>;
  createVersion(actorId: string, version: VersionUpdate): Promise<Version>;
  listEnvVars(actorId: string, versionNumber: string): Promise<readonly StoredEnvVar[]>;
  createEnvVar(actorId: string, versionNumber: string, envVar: EnvVar): Promise<void>;
  updateEnvVar(actorId: string, versionNumber: string, envVar: EnvVar): Promise<void>;
  /**
   * Lists at most `limit` builds, newest first. `now` is the API's time in ms since 1970, from the `Date` header, which
   * has a resolution of one second. It is undefined if the response has no `Date`.
   */
  listBuilds(
    actorId: string,
    limit: number,
    signal?: AbortSignal,
  ): Promise<{ readonly builds: readonly Build[]; readonly now: number | undefined }>;
  startBuild(actorId: string, request: BuildRequest, control?: StartControl): Promise<Build>;
  /** Apify delays the response until the build ends, for up to `waitForFinishSecs` (0 to 60). */
  getBuild(buildId: string, waitForFinishSecs: number, signal?: AbortSignal): Promise<Build>;
  abortBuild(buildId: string, signal?: AbortSignal): Promise<Build>;
  /** Streams the log from the start. The stream ends when the build ends. */
  openBuildLog(buildId: string, signal?: AbortSignal): Promise<ReadableStream<Uint8Array>>;
  getOrCreateStore(name: string): Promise<KeyValueStore>;
  putRecord(storeId: string, key: string, file: RecordFile): Promise<void>;
  /** Returns the URL of a record under `api-base-url`, without the token. */
  recordUrl(storeId: string, key: string): string;
}

/** https://docs.apify.com/api/v2/act-runs-post */
interface RunRequest {
  /** Number or tag of the build. */
  readonly build: string;
  /** In seconds. */
  readonly timeout: number;
  /** In megabytes. */
  readonly memory?: number | undefined;
  readonly maxTotalChargeUsd?: number | undefined;
}

/** The requests of a test run. Errors and retries are the same as in `ApifyApi`. */
export interface RunsApi {
  /** Returns the input schema of a successful build; undefined if it has none. */
  getInputSchema(buildId: string, signal?: AbortSignal): Promise<unknown>;
  /** @throws ApifyApiError with the status 400 if the input does not match the build's input schema. */
  validateInput(actorId: string, build: string, input: object): Promise<void>;
  startRun(
    actorId: string,
    request: RunRequest & { readonly input: object },
    control?: StartControl,
  ): Promise<ActorRun>;
  /** Apify delays the response until the run ends, for up to `waitForFinishSecs` (0 to 60). */
  getRun(runId: string, waitForFinishSecs: number, signal?: AbortSignal): Promise<ActorRun>;
  abortRun(runId: string, signal?: AbortSignal): Promise<ActorRun>;
  /** Lists at most `limit` runs, newest first. `now` is the same as in `listBuilds`. */
  listRuns(
    actorId: string,
    limit: number,
    signal?: AbortSignal,
  ): Promise<{ readonly runs: readonly ActorRun[]; readonly now: number | undefined }>;
  openRunLog(runId: string, signal?: AbortSignal): Promise<ReadableStream<Uint8Array>>;
  /** `itemCount` may lag behind by a few seconds. */
  getDataset(datasetId: string, signal?: AbortSignal): Promise<{ readonly itemCount: number }>;
}
