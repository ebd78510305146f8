import type { AddressInfo } from 'node:net';
import { type BuildRunner, createBuildRunner } from './build-runner.ts';
import type { BuildScript } from './build-script.ts';
import type { ServerQuirks } from './call.ts';
import { createFaults, type FaultRule } from './faults.ts';
import type { SourceEntry } from './platform.ts';
import { createPlatform, makeId, type Platform, type StoredActor, type StoredBuild } from './platform.ts';
import type { RecordedRequest } from './recorded-request.ts';
import { createApiServer } from './server.ts';
import type { SourceType } from './source-types.ts';
import { createTimers } from './timers.ts';
import { readNewVersion } from './versions.ts';

export type { BuildLogEntry, BuildScript } from './build-script.ts';
export type { Fault, FaultRule } from './faults.ts';
export type * from './platform.ts';
export type { RecordedRequest } from './recorded-request.ts';

export interface EmulatorOptions {
  /** 0, the default, takes any that is free. */
  readonly port?: number;
  readonly host?: string;
  readonly token?: string;
  readonly username?: string;
  readonly userId?: string;
  /** Milliseconds by which the API's clock is ahead of this machine's; may be negative. */
  readonly clockAheadMs?: number;
  /** Whether new key-value stores have a key to sign the URLs of records with. Default: true. */
  readonly signedRecords?: boolean;
  /** Whether the server neither stores nor returns `actorPath`. Default: false. */
  readonly ignoresActorPath?: boolean;
  /** Makes the account an organization: the ID of its owner. */
  readonly organizationOwnerUserId?: string;
  /** Told of each request, without its query. */
  readonly log?: (line: string) => void;
}

/** An Apify API on loopback that keeps state as the platform does. */
export interface Emulator extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`, without a trailing slash. */
  readonly url: string;
  readonly token: string;
  readonly username: string;
  /** In the order in which they were received, those that failed included. */
  readonly requests: readonly RecordedRequest[];
  clearRequests(): void;
  /** The account's state; live. */
  readonly platform: Platform;
  addActor(seed: ActorSeed): StoredActor;
  /** Adds a build that ended before. */
  addBuild(actor: StoredActor, seed: BuildSeed): StoredBuild;
  addFault(rule: FaultRule): void;
  /** How builds that start from now on proceed. */
  scriptBuilds(script: BuildScript): void;
  /** How one of the next builds proceeds, in the order of the calls. */
  queueNextBuild(script: BuildScript): void;
  /** Ends open log streams and requests without an answer too. */
  close(): Promise<void>;
}

export interface ActorSeed {
  readonly name: string;
  readonly id?: string;
  readonly title?: string;
  /** Description, categories, default run options and so on, as `GET /v2/acts/{id}` returns them. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly username?: string;
  readonly versions?: readonly SeedVersion[];
  readonly actorStandby?: Readonly<Record<string, unknown>>;
}

export interface BuildSeed {
  readonly versionNumber: string;
  /** Tags that point to the build. */
  readonly tags?: readonly string[];
  /** Default: SUCCEEDED. */
  readonly status?: 'SUCCEEDED' | 'FAILED' | 'ABORTED' | 'TIMED-OUT';
}

/** Left out: no files, no variables, no tag. */
export interface SeedVersion {
  readonly versionNumber: string;
  readonly sourceType?: SourceType;
  readonly sourceFiles?: readonly SourceEntry[];
  readonly gitRepoUrl?: string;
  readonly tarballUrl?: string;
  readonly gitHubGistUrl?: string;
  readonly actorPath?: string;
  readonly envVars?: readonly { readonly name: string; readonly value: string; readonly isSecret?: boolean }[];
  readonly applyEnvVarsToBuild?: boolean;
  readonly buildTag?: string;
}

/** @throws where the port cannot be had. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const {
    port = 0,
    host = '127.0.0.1',
    token = 'apify_api_emulator0123456789ABCDEFGHIJ',
    username = 'janedoe',
    userId = makeId(),
    clockAheadMs = 0,
    signedRecords = true,
    ignoresActorPath = false,
    organizationOwnerUserId,
    log = () => {},
  } = options;
  const timers = createTimers();
  const faults = createFaults();
  const platform = createPlatform({ username, userId, now: () => Date.now() + clockAheadMs });
  const builds: BuildRunner = createBuildRunner(platform, timers);
  const requests: RecordedRequest[] = [];
  const onRequest = (request: RecordedRequest): void => void requests.push(request);
  const quirks = { signedRecords, ignoresActorPath, organizationOwnerUserId };
  const server = createApiServer({ platform, builds, timers, faults, token, ...quirks, onRequest, log });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      timers.clear();
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    token,
    username,
    requests,
    clearRequests: () => {
      requests.length = 0;
    },
    platform,
    addActor: (seed) => addActor(platform, quirks, seed),
    addBuild: (actor, seed) => addBuild(builds, actor, seed),
    addFault: faults.add,
    scriptBuilds: builds.scriptAll,
    queueNextBuild: builds.queue,
    close,
    [Symbol.asyncDispose]: close,
  };
}

function addBuild(builds: BuildRunner, actor: StoredActor, seed: BuildSeed): StoredBuild {
  const version = actor.versions.find(({ versionNumber }) => versionNumber === seed.versionNumber);
  if (version === undefined) throw new Error(`Actor ${actor.name} has no version ${seed.versionNumber}`);
  return builds.addFinished(actor, version, seed);
}

function addActor(platform: Platform, quirks: ServerQuirks, seed: ActorSeed): StoredActor {
  const now = platform.now();
  const { username = platform.username } = seed;
  const versions = (seed.versions ?? []).map((version) =>
    readNewVersion(quirks, { sourceType: 'SOURCE_FILES', ...version }, 'version'),
  );
  const actor: StoredActor = {
    id: seed.id ?? makeId(),
    userId: username === platform.username ? platform.userId : makeId(),
    username,
    name: seed.name,
    createdAt: now,
    modifiedAt: now,
    versions,
    taggedBuilds: {},
    actorStandby: seed.actorStandby,
    settings: { ...(seed.title === undefined ? {} : { title: seed.title }), ...seed.settings },
  };
  platform.insertActor(actor);
  return actor;
}
