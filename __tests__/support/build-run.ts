import { type BuildScript, type Emulator, type EmulatorOptions, startEmulator } from '../../emulator/emulator.ts';
import type { Build } from '../../src/apify/api.ts';
import { createApifyApi } from '../../src/apify/client.ts';
import type { Connection } from '../../src/apify/http.ts';
import { type BuildResult, type BuildVersionRequest, buildVersion } from '../../src/builds/build-version.ts';
import { type VirtualClock, virtualClock } from './virtual-clock.ts';

/** An emulator and the clock that it shares with the code under test. */
export type Platform = Emulator & { readonly clock: VirtualClock };

export interface BuildRun {
  /** Time passes until the promise is settled. */
  readonly result: Promise<BuildResult>;
  /** The values that the callbacks have received. */
  readonly builds: readonly Build[];
  readonly lines: readonly string[];
  readonly progress: readonly string[];
  readonly warnings: readonly string[];
  cancel(reason?: Error): void;
}

export interface BuildRunOptions extends Partial<BuildVersionRequest> {
  readonly limits?: Connection['limits'];
  readonly onLine?: (line: string) => void;
  readonly onBuild?: (build: Build) => void;
  readonly signal?: AbortSignal;
}

/** Builds version 0.1 of the Actor of `startPlatform`. */
export function runBuild(platform: Platform, options: BuildRunOptions = {}): BuildRun {
  const { limits, onLine = () => {}, onBuild = () => {}, signal, ...request } = options;
  const { clock, url: baseUrl, token } = platform;
  const controller = new AbortController();
  const builds: Build[] = [];
  const lines: string[] = [];
  const progress: string[] = [];
  const warnings: string[] = [];
  const all: BuildVersionRequest = {
    actorId: 'janedoe~my-actor',
    versionNumber: '0.1',
    useCache: true,
    tag: undefined,
    versionTag: undefined,
    waitForFinishSecs: undefined,
    ...request,
  };
  const work = buildVersion(all, {
    api: createApifyApi({ baseUrl, token, clock, ...(limits === undefined ? {} : { limits }) }),
    clock,
    signal: signal ?? controller.signal,
    onJob: (build) => {
      builds.push(build);
      onBuild(build);
    },
    onLine: (line) => {
      lines.push(line);
      onLine(line);
    },
    onProgress: (text) => void progress.push(text),
    onWarning: (message) => void warnings.push(message),
  });
  const result = clock.run(work);
  // A test that fails before it awaits the result must not fail twice.
  result.catch(() => {});
  return { result, builds, lines, progress, warnings, cancel: (reason) => controller.abort(reason) };
}

/** An emulator with the Actor `janedoe/my-actor` and its versions 0.1 and 0.2. */
export async function startPlatform(script: BuildScript = {}, options: EmulatorOptions = {}): Promise<Platform> {
  const clock = virtualClock();
  const emulator = await startEmulator({ clock, ...options });
  emulator.addActor({ name: 'my-actor', versions: [{ versionNumber: '0.1' }, { versionNumber: '0.2' }] });
  emulator.scriptBuilds({ log: [], runMs: 20, ...script });
  return Object.assign(emulator, { clock });
}

/** `GET /v2/actor-builds/ID?waitForFinish=60`, in the order of the requests. */
export function requestsTo(emulator: Emulator): readonly string[] {
  return emulator.requests.map(({ method, path, query }) => {
    const shown = path.replace(/\/actor-builds\/[^/]+/, '/actor-builds/ID');
    const text = query.toString();
    return `${method} ${shown}${text === '' ? '' : `?${text}`}`;
  });
}
