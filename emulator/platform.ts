import { randomInt } from 'node:crypto';
import type { SourceType } from './source-types.ts';

/** The state of the account. Changes take effect immediately. */
export interface Platform {
  readonly username: string;
  readonly userId: string;
  readonly actors: StoredActor[];
  readonly builds: StoredBuild[];
  readonly runs: StoredRun[];
  readonly datasets: StoredDataset[];
  readonly stores: StoredStore[];
  /** The API's time in milliseconds since 1970. */
  now(): number;
  /** @param id the Actor's ID or `username~name`. */
  findActor(id: string): StoredActor | undefined;
  findBuild(id: string): StoredBuild | undefined;
  findRun(id: string): StoredRun | undefined;
  findDataset(id: string): StoredDataset | undefined;
  /** @param id the store's ID or `username~name`. */
  findStore(id: string): StoredStore | undefined;
}

export interface StoredActor {
  readonly id: string;
  readonly userId: string;
  readonly username: string;
  name: string;
  readonly createdAt: number;
  modifiedAt: number;
  versions: StoredVersion[];
  taggedBuilds: Record<string, TaggedBuild>;
  /** Undefined if it was never set. */
  actorStandby: Readonly<Record<string, unknown>> | undefined;
  /** The title, the description and other settings that the API stores unchanged. */
  settings: Readonly<Record<string, unknown>>;
}

export interface TaggedBuild {
  readonly buildId: string;
  readonly buildNumber: string;
  readonly buildNumberInt: number;
  readonly finishedAt: string | null;
}

export interface StoredVersion {
  readonly versionNumber: string;
  sourceType: SourceType;
  buildTag: string | null;
  applyEnvVarsToBuild: boolean;
  /** Contains the values of secrets. Null if the list was never set. */
  envVars: readonly StoredEnvVar[] | null;
  /** The fields of other source types remain when the source type changes. */
  sourceFiles: readonly SourceEntry[] | undefined;
  gitRepoUrl: string | undefined;
  tarballUrl: string | undefined;
  gitHubGistUrl: string | undefined;
  actorPath: string | undefined;
  /** The number of builds that were started, including deleted ones. */
  buildCount: number;
}

export interface StoredEnvVar {
  readonly name: string;
  readonly value: string;
  readonly isSecret: boolean;
}

/** An unchanged entry of `sourceFiles`. */
export type SourceEntry = SourceFile | { readonly name: string; readonly folder: true };

export interface SourceFile {
  readonly name: string;
  readonly format: 'TEXT' | 'BASE64';
  readonly content: string;
}

export interface StoredJob {
  readonly kind: 'build' | 'run';
  readonly id: string;
  readonly actId: string;
  /** `RunOrigin` in the API description: the request's `X-Apify-Request-Origin` header, or `API` if it is missing. */
  readonly origin: string;
  readonly startedAt: number;
  finishedAt: number | undefined;
  /** https://docs.apify.com/platform/actors/running/runs-and-builds#lifecycle */
  status: string;
  statusMessage: string | undefined;
  usageTotalUsd: number;
  log: Buffer;
}

export interface StoredBuild extends StoredJob {
  readonly kind: 'build';
  readonly versionNumber: string;
  readonly buildNumber: string;
  /** The tag that will point to the build if it succeeds. Null if neither the request nor the version has a tag. */
  readonly buildTag: string | null;
  readonly useCache: boolean;
  /** The source and variables of the version when the build started. */
  readonly got: BuildInput;
}

export interface StoredRun extends StoredJob {
  readonly kind: 'run';
  readonly buildId: string;
  readonly buildNumber: string;
  readonly options: RunOptions;
  readonly input: { readonly body: Buffer; readonly contentType: string };
  readonly defaultDatasetId: string;
  readonly defaultKeyValueStoreId: string;
  readonly defaultRequestQueueId: string;
  exitCode: number | undefined;
}

export interface RunOptions {
  /** The tag or number in the request. */
  readonly build: string;
  readonly timeoutSecs: number;
  readonly memoryMbytes: number;
  readonly diskMbytes: number;
  readonly maxTotalChargeUsd: number | undefined;
}

export interface StoredDataset {
  readonly id: string;
  readonly createdAt: number;
  readonly items: object[];
  /** The number that the API returns, which lags behind the items. */
  itemCount: number;
}

/** The source and variables of a build, copied when it started. */
export interface BuildInput {
  readonly sourceType: SourceType;
  /** The URL of the Git repository, tarball or Gist. Undefined for SOURCE_FILES. */
  readonly url: string | undefined;
  readonly actorPath: string | undefined;
  /** The files that the build writes to disk, by normalized name, without empty files. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** Names of empty files, which the build skips. */
  readonly skippedFiles: readonly string[];
  /** Why the source cannot be written or downloaded. The build fails with this message. */
  readonly problem: string | undefined;
  readonly envVars: readonly StoredEnvVar[];
  readonly applyEnvVarsToBuild: boolean;
}

export interface StoredStore {
  readonly id: string;
  name: string | undefined;
  readonly createdAt: number;
  modifiedAt: number;
  /** Undefined if records can be read without a token or signature. */
  readonly urlSigningSecretKey: string | undefined;
  readonly records: Map<string, StoredRecord>;
}

export interface StoredRecord {
  readonly key: string;
  readonly contentType: string;
  readonly byteLength: number;
  readonly sha256: string;
  /** Undefined if the record is too long to be kept in memory. */
  readonly bytes: Buffer | undefined;
}

export function createPlatform(account: Pick<Platform, 'username' | 'userId' | 'now'>): Platform {
  const actors: StoredActor[] = [];
  const builds: StoredBuild[] = [];
  const runs: StoredRun[] = [];
  const datasets: StoredDataset[] = [];
  const stores: StoredStore[] = [];
  return {
    ...account,
    actors,
    builds,
    runs,
    datasets,
    stores,
    findActor: (id) => actors.find((actor) => actor.id === id || `${actor.username}~${actor.name}` === id),
    findBuild: (id) => builds.find((build) => build.id === id),
    findRun: (id) => runs.find((run) => run.id === id),
    findDataset: (id) => datasets.find((dataset) => dataset.id === id),
    findStore: (id) => stores.find((store) => store.id === id || `${account.username}~${store.name ?? ''}` === id),
  };
}

export function remove<T>(list: T[], item: T): void {
  const index = list.indexOf(item);
  if (index !== -1) list.splice(index, 1);
}

/** Returns the properties that builds and runs share, for a job that starts now. */
export function makeJob(platform: Platform, actor: StoredActor, origin: string): Omit<StoredJob, 'kind'> {
  return {
    id: makeId(),
    actId: actor.id,
    origin,
    startedAt: platform.now(),
    finishedAt: undefined,
    status: 'READY',
    statusMessage: undefined,
    usageTotalUsd: 0,
    log: Buffer.alloc(0),
  };
}

const ID_CHARACTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Returns an ID in Apify's format: 17 letters and digits. */
export function makeId(): string {
  return Array.from({ length: 17 }, () => ID_CHARACTERS.charAt(randomInt(ID_CHARACTERS.length))).join('');
}

export function isoDate(ms: number): string {
  return new Date(ms).toISOString();
}
