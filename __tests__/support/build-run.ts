import { type BuildScript, type Emulator, startEmulator } from '../../emulator/emulator.ts';
import type { Build } from '../../src/apify/api.ts';
import { createApifyApi } from '../../src/apify/client.ts';
import type { Connection } from '../../src/apify/http.ts';
import { type BuildResult, type BuildVersionRequest, buildVersion } from '../../src/builds/build-version.ts';
import { type Clock, systemClock } from '../../src/time/clock.ts';

/** A clock that runs so many times faster than time: what waits, waits shorter. */
export function fasterClock(times: number): Clock {
  return {
    now: () => systemClock.now() * times,
    sleep: (ms, signal) => systemClock.sleep(ms / times, signal),
    random: Math.random,
  };
}

export interface BuildRun {
  readonly result: Promise<BuildResult>;
  /** What was told so far. */
  readonly builds: readonly Build[];
  readonly lines: readonly string[];
  readonly progress: readonly string[];
  cancel(reason?: Error): void;
}

export interface BuildRunOptions extends Partial<BuildVersionRequest> {
  readonly clock?: Clock;
  readonly limits?: Connection['limits'];
  readonly onLine?: (line: string) => void;
  readonly onBuild?: (build: Build) => void;
  readonly signal?: AbortSignal;
}

/** Builds version 0.1 of the Actor at the emulator, with requests over a real socket. */
export function runBuild(
  platform: { readonly url: string; readonly token: string },
  options: BuildRunOptions = {},
): BuildRun {
  const { clock = systemClock, limits, onLine = () => {}, onBuild = () => {}, signal, ...request } = options;
  const controller = new AbortController();
  const builds: Build[] = [];
  const lines: string[] = [];
  const progress: string[] = [];
  const api = createApifyApi({
    baseUrl: platform.url,
    token: platform.token,
    clock,
    ...(limits === undefined ? {} : { limits }),
  });
  const all: BuildVersionRequest = {
    actorId: 'janedoe~my-actor',
    versionNumber: '0.1',
    useCache: true,
    tag: undefined,
    versionTag: undefined,
    waitForFinishSecs: undefined,
    ...request,
  };
  const result = buildVersion(all, {
    api,
    clock,
    signal: signal ?? controller.signal,
    onBuild: (build) => {
      builds.push(build);
      onBuild(build);
    },
    onLogLine: (line) => {
      lines.push(line);
      onLine(line);
    },
    onProgress: (text) => void progress.push(text),
  });
  // A test that fails before it looks at the result must not fail twice.
  result.catch(() => {});
  return { result, builds, lines, progress, cancel: (reason) => controller.abort(reason) };
}

/** An emulator with the Actor `janedoe/my-actor` and its versions 0.1 and 0.2. */
export async function startPlatform(script: BuildScript = {}, clockAheadMs = 0): Promise<Emulator> {
  const emulator = await startEmulator({ clockAheadMs });
  emulator.addActor({ name: 'my-actor', versions: [{ versionNumber: '0.1' }, { versionNumber: '0.2' }] });
  emulator.scriptBuilds({ log: [], runMs: 20, ...script });
  return emulator;
}

/** `GET /v2/actor-builds/ID?waitForFinish=60` with IDs left out, in the order of the requests. */
export function requestsTo(emulator: Emulator): readonly string[] {
  return emulator.requests.map(({ method, path, query }) => {
    const shown = path.replace(/\/actor-builds\/[^/]+/, '/actor-builds/ID');
    const text = query.toString();
    return `${method} ${shown}${text === '' ? '' : `?${text}`}`;
  });
}
