/**
 * The Apify API as far as a deployment needs it: its own words, only the properties that are used.
 * https://docs.apify.com/api/v2
 */

export type SourceType = 'SOURCE_FILES' | 'GIT_REPO' | 'TARBALL' | 'GITHUB_GIST';

/** https://docs.apify.com/api/v2/actor-version-post */
export interface SourceCodeFile {
  readonly name: string;
  readonly format: 'TEXT' | 'BASE64';
  readonly content: string;
}

/** An environment variable as it is written: always with its value. */
export interface EnvVar {
  readonly name: string;
  readonly value: string;
  readonly isSecret: boolean;
}

/** An environment variable as it is read: the value of a secret is never returned. */
export interface StoredEnvVar {
  readonly name: string;
  readonly value?: string | null;
  readonly isSecret?: boolean | null;
}

/**
 * A version's source type with the field that belongs to it. `actorPath` is the folder of the Actor in the files, 1 to
 * 255 characters; an update without it removes it.
 */
export type VersionSource =
  | {
      readonly sourceType: 'SOURCE_FILES';
      readonly sourceFiles: readonly SourceCodeFile[];
      readonly actorPath?: string;
    }
  | { readonly sourceType: 'GIT_REPO'; readonly gitRepoUrl: string }
  | { readonly sourceType: 'TARBALL'; readonly tarballUrl: string; readonly actorPath?: string }
  | { readonly sourceType: 'GITHUB_GIST'; readonly gitHubGistUrl: string };

/** What a version is to become; a property left out is kept by the platform. */
export type VersionUpdate = VersionSource & {
  readonly versionNumber: string;
  readonly buildTag?: string;
  readonly applyEnvVarsToBuild?: boolean;
  readonly envVars?: readonly EnvVar[];
};

/** A version as the API returns it: fields of earlier source types may still be there. */
export interface Version {
  readonly versionNumber: string;
  readonly sourceType?: SourceType | null;
  readonly buildTag?: string | null;
  readonly applyEnvVarsToBuild?: boolean | null;
  readonly envVars?: readonly StoredEnvVar[] | null;
  readonly gitRepoUrl?: string | null;
  readonly tarballUrl?: string | null;
  readonly gitHubGistUrl?: string | null;
  readonly actorPath?: string | null;
}

/** The field of a version that holds the URL of its source, by the source's type. */
const urlFields = {
  GIT_REPO: 'gitRepoUrl',
  TARBALL: 'tarballUrl',
  GITHUB_GIST: 'gitHubGistUrl',
} as const satisfies Readonly<Record<Exclude<SourceType, 'SOURCE_FILES'>, keyof Version>>;

export type UrlField = (typeof urlFields)[keyof typeof urlFields];

/** The fields of URLs that are set: of the version's own source type, and of others, which the platform keeps. */
export function urlsOf(version: Partial<Version>): {
  readonly own: { readonly field: UrlField; readonly url: string } | undefined;
  readonly leftovers: readonly UrlField[];
} {
  const set = Object.entries(urlFields).flatMap(([type, field]) => {
    const url = version[field];
    return url ? [{ isOwn: type === version.sourceType, field, url }] : [];
  });
  return {
    own: set.find(({ isOwn }) => isOwn),
    leftovers: set.filter(({ isOwn }) => !isOwn).map(({ field }) => field),
  };
}

/** Standby's settings are written as a whole, so unknown ones are carried along. */
export type ActorStandby = Readonly<Record<string, unknown>> & { readonly isEnabled?: boolean | null };

export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly username: string;
  readonly versions?: readonly Version[];
  readonly taggedBuilds?: Readonly<
    Record<
      string,
      { readonly buildId?: string; readonly buildNumber?: string | null; readonly finishedAt?: string | null } | null
    >
  > | null;
  readonly actorStandby?: ActorStandby | null;
}

export interface NewActor {
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly actorStandby?: ActorStandby;
  readonly defaultRunOptions?: { readonly build: string; readonly memoryMbytes: number; readonly timeoutSecs: number };
  readonly versions: readonly [VersionUpdate];
}

/** https://docs.apify.com/api/v2/actor-build-get */
export type BuildStatus =
  | 'READY'
  | 'RUNNING'
  | 'SUCCEEDED'
  | 'FAILED'
  | 'TIMING-OUT'
  | 'TIMED-OUT'
  | 'ABORTING'
  | 'ABORTED';

export interface Build {
  readonly id: string;
  readonly actId?: string;
  readonly status: BuildStatus;
  readonly statusMessage?: string | null;
  readonly buildNumber: string;
  readonly startedAt: string;
  readonly finishedAt?: string | null;
  readonly usageTotalUsd?: number | null;
  readonly actVersion?: { readonly versionNumber?: string; readonly buildTag?: string | null } | null;
}

/** https://docs.apify.com/api/v2/key-value-stores-post */
export interface KeyValueStore {
  readonly id: string;
  readonly urlSigningSecretKey?: string | null;
}

export interface User {
  readonly id?: string;
  readonly username: string;
  /** Only organizations have an owner. */
  readonly organizationOwnerUserId?: string | null;
}

/** How a build is started; `tag` only where the user set one, since the platform else takes the version's. */
export interface BuildRequest {
  readonly version: string;
  readonly useCache: boolean;
  readonly tag?: string;
}

/** How the start of a build is followed and ended, besides the connection's own signals. */
export interface StartControl {
  /** Ends what is under way. */
  readonly signal?: AbortSignal;
  /** What is under way goes on to its end; it is not repeated. */
  readonly noMore?: AbortSignal;
  /** Told before each attempt. */
  readonly onAttempt?: () => void;
}

/** Bytes to upload that can be opened anew for each attempt. */
export interface Upload {
  readonly contentType: string;
  readonly byteLength: number;
  open(): ReadableStream<Uint8Array>;
}

/**
 * The requests of a deployment. Every method throws `ApifyApiError` where the API answered with an error and
 * `ActionError` where no answer could be had; repeating what may be repeated is done inside.
 * `actorId` is an Actor's ID or `username~name`.
 */
export interface ApifyApi {
  /** @param options.once makes a single attempt. */
  getUser(options?: { readonly once?: boolean; readonly signal?: AbortSignal }): Promise<User>;
  getActor(actorId: string, signal?: AbortSignal): Promise<Actor>;
  createActor(actor: NewActor): Promise<Actor>;
  updateActor(actorId: string, change: { readonly actorStandby: ActorStandby }): Promise<Actor>;
  updateVersion(actorId: string, version: VersionUpdate): Promise<Version>;
  createVersion(actorId: string, version: VersionUpdate): Promise<Version>;
  listEnvVars(actorId: string, versionNumber: string): Promise<readonly StoredEnvVar[]>;
  createEnvVar(actorId: string, versionNumber: string, envVar: EnvVar): Promise<void>;
  updateEnvVar(actorId: string, versionNumber: string, envVar: EnvVar): Promise<void>;
  /**
   * The newest builds first, at most `limit`; `now` is the API's own clock at the answer, in ms since 1970, cut to
   * whole seconds; undefined where the answer does not tell it.
   */
  listBuilds(
    actorId: string,
    limit: number,
    signal?: AbortSignal,
  ): Promise<{ readonly builds: readonly Build[]; readonly now: number | undefined }>;
  startBuild(actorId: string, request: BuildRequest, control?: StartControl): Promise<Build>;
  /** Waits on the platform's side for the build's end, at most `waitForFinishSecs` (0 to 60). */
  getBuild(buildId: string, waitForFinishSecs: number, signal?: AbortSignal): Promise<Build>;
  abortBuild(buildId: string, signal?: AbortSignal): Promise<Build>;
  /** The log from its beginning, as raw bytes, open until the build ends. */
  openBuildLog(buildId: string, signal?: AbortSignal): Promise<ReadableStream<Uint8Array>>;
  getOrCreateStore(name: string): Promise<KeyValueStore>;
  putRecord(storeId: string, key: string, upload: Upload): Promise<void>;
  /** The address under which the platform itself reads a record: under `api-base-url`, without the token. */
  recordUrl(storeId: string, key: string): string;
}
