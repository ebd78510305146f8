import type { AddressInfo } from 'node:net';
import { addBuild, type BuildRunner, createBuildRunner, toTaggedBuild } from './build-runner.ts';
import type { ServerQuirks } from './call.ts';
import { type Clock, createTimers, systemClock } from './clock.ts';
import { createFaults, type FaultRule } from './faults.ts';
import type { BuildScript, RunScript } from './job-script.ts';
import type { SourceEntry } from './platform.ts';
import { createPlatform, makeId, type Platform, type StoredActor, type StoredBuild } from './platform.ts';
import type { RecordedRequest } from './recorded-request.ts';
import { createRunRunner } from './run-runner.ts';
import { createApiServer } from './server.ts';
import type { SourceType } from './source-types.ts';
import { readNewVersion } from './versions.ts';

export type { Clock } from './clock.ts';
export type { Fault, FaultRule } from './faults.ts';
export type { BuildScript, LogEntry as BuildLogEntry, RunScript } from './job-script.ts';
export type * from './platform.ts';
export type { RecordedRequest } from './recorded-request.ts';

export interface EmulatorOptions extends Partial<ServerQuirks> {
  /** Default: 0, which selects a free port. */
  readonly port?: number;
  readonly host?: string;
  readonly token?: string;
  readonly username?: string;
  readonly userId?: string;
  /** Default: the time of this machine. */
  readonly clock?: Clock;
  /** Milliseconds by which the API's clock is ahead of `clock`. May be negative. */
  readonly clockAheadMs?: number;
  /** Is called with each request, without its query. */
  readonly log?: (line: string) => void;
}

/** An Apify API on loopback that keeps state as the platform does. */
export interface Emulator extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`, without a trailing slash. */
  readonly url: string;
  readonly token: string;
  readonly username: string;
  /** All requests in the order in which they were received, also those that failed. */
  readonly requests: readonly RecordedRequest[];
  clearRequests(): void;
  /** The account's state. Changes are visible at once. */
  readonly platform: Platform;
  addActor(seed: ActorSeed): StoredActor;
  /** Adds a build that has ended. */
  addBuild(actor: StoredActor, seed: BuildSeed): StoredBuild;
  /** Makes matching requests fail. Rules apply in the order in which they were added. */
  addFault(rule: FaultRule): void;
  /** Sets how builds proceed that start from now on. */
  scriptBuilds(script: BuildScript): void;
  /** Sets how one of the next builds proceeds, in the order of the calls. */
  queueNextBuild(script: BuildScript): void;
  /** Sets how runs proceed that start from now on. */
  scriptRuns(script: RunScript): void;
  /** Sets how one of the next runs proceeds, in the order of the calls. */
  queueNextRun(script: RunScript): void;
  /** Also ends open log streams and requests without a response. */
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

/** Omitted properties: no files, no variables, no tag. */
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

/** @throws Error if the port is not available. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const {
    port = 0,
    host = '127.0.0.1',
    token = 'apify_api_emulator0123456789ABCDEFGHIJ',
    username = 'janedoe',
    userId = makeId(),
    clock = systemClock,
    clockAheadMs = 0,
    log = () => {},
    signedRecords = true,
    ignoresActorPath = false,
    organizationOwnerUserId,
    memoryLimitMbytes = Number.POSITIVE_INFINITY,
  } = options;
  const quirks = { signedRecords, ignoresActorPath, organizationOwnerUserId, memoryLimitMbytes };
  const timers = createTimers(clock);
  const faults = createFaults();
  const platform = createPlatform({ username, userId, now: () => clock.now() + clockAheadMs });
  const builds = createBuildRunner(platform, timers);
  const runs = createRunRunner(platform, timers);
  const requests: RecordedRequest[] = [];
  const onRequest = (request: RecordedRequest): void => void requests.push(request);
  const server = createApiServer({ platform, builds, runs, timers, faults, token, ...quirks, onRequest, log });
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
    addBuild: (actor, seed) => addEndedBuild(platform, builds, { actor, seed }),
    addFault: faults.add,
    scriptBuilds: builds.scriptAll,
    queueNextBuild: builds.queue,
    scriptRuns: runs.scriptAll,
    queueNextRun: runs.queue,
    close,
    [Symbol.asyncDispose]: close,
  };
}

function addEndedBuild(
  platform: Platform,
  builds: BuildRunner,
  { actor, seed }: { readonly actor: StoredActor; readonly seed: BuildSeed },
): StoredBuild {
  const { versionNumber, tags = [], status = 'SUCCEEDED' } = seed;
  const version = actor.versions.find((other) => other.versionNumber === versionNumber);
  if (version === undefined) throw new Error(`Actor ${actor.name} has no version ${versionNumber}`);
  const options = { buildTag: tags[0] ?? version.buildTag, useCache: false, origin: 'API' };
  const build = addBuild(platform, actor, version, options);
  builds.addEnded(build, status);
  for (const tag of tags) actor.taggedBuilds[tag] = toTaggedBuild(build);
  return build;
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
  platform.actors.push(actor);
  return actor;
}
