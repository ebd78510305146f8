import type { AddressInfo } from 'node:net';
import { createBuildRunner } from './build-runner.ts';
import type { ServerQuirks } from './call.ts';
import { type Clock, createTimers, systemClock } from './clock.ts';
import { createFaults, type FaultRule } from './faults.ts';
import type { BuildScript, RunScript } from './job-script.ts';
import { createPlatform, makeId, type Platform } from './platform.ts';
import type { RecordedRequest } from './recorded-request.ts';
import { createRunRunner } from './run-runner.ts';
import { createSeeds, type Seeds } from './seeds.ts';
import { createApiServer } from './server.ts';

export type { Clock } from './clock.ts';
export type { Fault, FaultRule } from './faults.ts';
export type { BuildScript, LogEntry as BuildLogEntry, RunScript } from './job-script.ts';
export type * from './platform.ts';
export type { RecordedRequest } from './recorded-request.ts';
export type { ActorSeed, BuildSeed, SeedVersion, StoreSeed } from './seeds.ts';

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
export interface Emulator extends Seeds, AsyncDisposable {
  /** `http://127.0.0.1:PORT`, without a trailing slash. */
  readonly url: string;
  readonly token: string;
  readonly username: string;
  /** All requests in the order in which they were received, also those that failed. */
  readonly requests: readonly RecordedRequest[];
  clearRequests(): void;
  /** The account's state. Changes are visible at once. */
  readonly platform: Platform;
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
    ...createSeeds(platform, builds, quirks),
    addFault: faults.add,
    scriptBuilds: builds.scriptAll,
    queueNextBuild: builds.queue,
    scriptRuns: runs.scriptAll,
    queueNextRun: runs.queue,
    close,
    [Symbol.asyncDispose]: close,
  };
}
