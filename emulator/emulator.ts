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
  /** Defaults to 0, which selects a free port. */
  readonly port?: number;
  readonly token?: string;
  readonly username?: string;
  readonly userId?: string;
  /** Defaults to the system clock. */
  readonly clock?: Clock;
  /** How far the API's clock is ahead of `clock`, in milliseconds. May be negative. */
  readonly clockAheadMs?: number;
  /** Called with each request, without its query. */
  readonly log?: (line: string) => void;
}

/** An Apify API on the loopback interface that stores state like the real platform. */
export interface Emulator extends Seeds, AsyncDisposable {
  /** `http://127.0.0.1:PORT`, without a trailing slash. */
  readonly url: string;
  readonly token: string;
  readonly username: string;
  /** All requests in the order in which they were received, including failed ones. */
  readonly requests: readonly RecordedRequest[];
  clearRequests(): void;
  /** The state of the account. Changes take effect immediately. */
  readonly platform: Platform;
  /** Makes matching requests fail. Rules apply in the order in which they were added. */
  addFault(rule: FaultRule): void;
  /** Sets the script of all builds that start from now on. */
  scriptBuilds(script: BuildScript): void;
  /** Sets the script of a single build. Several calls apply to the next builds in the same order. */
  queueNextBuild(script: BuildScript): void;
  /** Sets the script of all runs that start from now on. */
  scriptRuns(script: RunScript): void;
  /** Sets the script of a single run. Several calls apply to the next runs in the same order. */
  queueNextRun(script: RunScript): void;
  /** Stops the emulator, including open log streams and requests without a response. */
  close(): Promise<void>;
}

/** @throws Error if the port is not available. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const {
    port = 0,
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
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      timers.clear();
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    url: `http://127.0.0.1:${address.port}`,
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
