import { randomInt } from 'node:crypto';
import type { SourceType } from './source-types.ts';

/** The account's whole state. Everything in it is live: what a request changes shows at once. */
export interface Platform {
  readonly username: string;
  readonly userId: string;
  readonly actors: readonly StoredActor[];
  /** In the order in which they were started. */
  readonly builds: readonly StoredBuild[];
  readonly stores: readonly StoredStore[];
  /** The API's clock, ms since 1970. */
  now(): number;
  /** @param id the Actor's ID or `username~name` */
  findActor(id: string): StoredActor | undefined;
  findBuild(id: string): StoredBuild | undefined;
  /** @param id the store's ID or `username~name` */
  findStore(id: string): StoredStore | undefined;
  insertActor(actor: StoredActor): void;
  removeActor(actor: StoredActor): void;
  insertBuild(build: StoredBuild): void;
  insertStore(store: StoredStore): void;
  removeStore(store: StoredStore): void;
}

export interface StoredActor {
  readonly id: string;
  readonly userId: string;
  readonly username: string;
  name: string;
  readonly createdAt: number;
  modifiedAt: number;
  /** In the order in which they were created. */
  versions: StoredVersion[];
  taggedBuilds: Record<string, TaggedBuild>;
  /** Undefined where nobody ever set it. */
  actorStandby: Readonly<Record<string, unknown>> | undefined;
  /** Title, description and the other settings that are only kept. */
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
  /** With the real values of secrets; null where nobody ever set the list. */
  envVars: readonly StoredEnvVar[] | null;
  /** Fields of other source types stay after a switch. */
  sourceFiles: readonly SourceEntry[] | undefined;
  gitRepoUrl: string | undefined;
  tarballUrl: string | undefined;
  gitHubGistUrl: string | undefined;
  /** The Actor's folder in the uploaded source. */
  actorPath: string | undefined;
  /** Builds that were ever started of it. */
  buildCount: number;
}

export interface StoredEnvVar {
  readonly name: string;
  readonly value: string;
  readonly isSecret: boolean;
}

/** As it was sent. */
export type SourceEntry = SourceFile | { readonly name: string; readonly folder: true };

export interface SourceFile {
  readonly name: string;
  readonly format: 'TEXT' | 'BASE64';
  readonly content: string;
}

/** https://docs.apify.com/platform/actors/running/runs-and-builds#lifecycle */
export type BuildStatus =
  | 'READY'
  | 'RUNNING'
  | 'SUCCEEDED'
  | 'FAILED'
  | 'TIMING-OUT'
  | 'TIMED-OUT'
  | 'ABORTING'
  | 'ABORTED';

export interface StoredBuild {
  readonly id: string;
  readonly actId: string;
  readonly versionNumber: string;
  readonly buildNumber: string;
  /** Goes to the Actor's tagged builds on success; null where neither request nor version has one. */
  readonly buildTag: string | null;
  readonly useCache: boolean;
  /** `RunOrigin` of the API description: the request's `X-Apify-Request-Origin`, `API` without that header. */
  readonly origin: string;
  readonly startedAt: number;
  finishedAt: number | undefined;
  status: BuildStatus;
  statusMessage: string | undefined;
  usageTotalUsd: number;
  /** What the version had when the build started. */
  readonly got: BuildInput;
  /** All of it so far. */
  log: Buffer;
}

/** What a build works with: a copy taken at its start. */
export interface BuildInput {
  readonly sourceType: SourceType;
  /** Of the Git repository, tarball or Gist; undefined for source files. */
  readonly url: string | undefined;
  readonly actorPath: string | undefined;
  /** The files as the build lays them out, by their normal names; empty ones are skipped. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** Names of empty files, which no build gets. */
  readonly skippedFiles: readonly string[];
  /** Why the source cannot be laid out or fetched: the build fails with it. */
  readonly problem: string | undefined;
  readonly envVars: readonly StoredEnvVar[];
  readonly applyEnvVarsToBuild: boolean;
}

export interface StoredStore {
  readonly id: string;
  name: string | undefined;
  readonly createdAt: number;
  modifiedAt: number;
  /** Undefined: its records are open to whoever knows their address. */
  readonly urlSigningSecretKey: string | undefined;
  readonly records: Map<string, StoredRecord>;
}

export interface StoredRecord {
  readonly key: string;
  readonly contentType: string;
  readonly byteLength: number;
  /** Hex. */
  readonly sha256: string;
  /** Undefined where the record is too long to be kept. */
  readonly bytes: Buffer | undefined;
}

export function createPlatform(account: {
  readonly username: string;
  readonly userId: string;
  now(): number;
}): Platform {
  const actors: StoredActor[] = [];
  const builds: StoredBuild[] = [];
  const stores: StoredStore[] = [];
  return {
    username: account.username,
    userId: account.userId,
    actors,
    builds,
    stores,
    now: account.now,
    findActor: (id) => actors.find((actor) => actor.id === id || `${actor.username}~${actor.name}` === id),
    findBuild: (id) => builds.find((build) => build.id === id),
    findStore: (id) => stores.find((store) => store.id === id || `${account.username}~${store.name ?? ''}` === id),
    insertActor: (actor) => void actors.push(actor),
    removeActor: (actor) => void actors.splice(actors.indexOf(actor), 1),
    insertBuild: (build) => void builds.push(build),
    insertStore: (store) => void stores.push(store),
    removeStore: (store) => void stores.splice(stores.indexOf(store), 1),
  };
}

const ID_CHARACTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** An ID as the platform makes them: 17 letters and digits. */
export function makeId(): string {
  return Array.from({ length: 17 }, () => ID_CHARACTERS.charAt(randomInt(ID_CHARACTERS.length))).join('');
}

export function isoDate(ms: number): string {
  return new Date(ms).toISOString();
}
