import { takeBuildInput } from './build-input.ts';
import { type BuildLogEntry, type BuildScript, defaultBuildScript } from './build-script.ts';
import {
  isoDate,
  makeId,
  type Platform,
  type StoredActor,
  type StoredBuild,
  type StoredVersion,
  type TaggedBuild,
} from './platform.ts';
import type { Timers } from './timers.ts';

/** Lets builds proceed as their scripts say. */
export interface BuildRunner {
  /** For all builds that start from now on. */
  scriptAll(script: BuildScript): void;
  /** For one of the next builds, in the order of the calls. */
  queue(script: BuildScript): void;
  start(actor: StoredActor, version: StoredVersion, options: BuildOptions): StoredBuild;
  addFinished(actor: StoredActor, version: StoredVersion, seed: FinishedBuild): StoredBuild;
  /** Does nothing to a build that is over, or being aborted. */
  abort(build: StoredBuild): void;
  /** False while the build answers 404. */
  isVisible(build: StoredBuild, where: 'own' | 'list'): boolean;
  /** True where nothing more comes for those who stream the log. */
  isLogEnded(build: StoredBuild): boolean;
  /** Bytes after which this request for the log breaks; counts the request. */
  takeLogCut(build: StoredBuild): number | undefined;
  /** @param onChange is called after each change of status or log. @returns a function that ends that. */
  watch(build: StoredBuild, onChange: () => void): () => void;
}

export interface BuildOptions {
  readonly buildTag: string | null;
  readonly useCache: boolean;
  readonly origin: string;
}

export interface FinishedBuild {
  readonly tags?: readonly string[];
  readonly status?: StoredBuild['status'];
}

interface Life {
  readonly actor: StoredActor;
  readonly build: StoredBuild;
  readonly script: BuildScript;
  readonly logCuts: number[];
  readonly watchers: Set<() => void>;
  linesToCome: number;
  logCutOff: boolean;
  /** Takes back what was to happen while the build runs. */
  stop(): void;
}

/** Milliseconds that TIMING-OUT takes. */
const TIMING_OUT_MS = 20;

export function createBuildRunner(platform: Platform, timers: Timers): BuildRunner {
  const lives = new Map<string, Life>();
  const queued: BuildScript[] = [];
  let standing = defaultBuildScript;

  const lifeOf = (build: StoredBuild): Life => {
    const life = lives.get(build.id);
    if (life === undefined) throw new Error(`build ${build.id} was not started here`);
    return life;
  };
  const changed = ({ watchers }: Life): void => {
    for (const tell of [...watchers]) tell();
  };
  const setStatus = (life: Life, status: StoredBuild['status']): void => {
    life.build.status = status;
    if (isOver(life.build)) life.build.finishedAt = platform.now();
    changed(life);
  };
  const write = (life: Life, { text, raw }: Pick<BuildLogEntry, 'text' | 'raw'>): void => {
    const line = raw === true ? text : `${isoDate(platform.now())} ${text}\n`;
    life.build.log = Buffer.concat([life.build.log, Buffer.from(line)]);
    changed(life);
  };
  const begin = (actor: StoredActor, build: StoredBuild, script: BuildScript): Life => {
    const life: Life = {
      actor,
      build,
      script,
      logCuts: [...(script.logCutsAfterBytes ?? [])],
      watchers: new Set(),
      linesToCome: script.log?.length ?? 0,
      logCutOff: false,
      stop: () => {},
    };
    lives.set(build.id, life);
    return life;
  };
  const moveTag = ({ actor, build, script }: Life): void => {
    if (build.buildTag === null) return;
    const version = actor.versions.find(({ versionNumber }) => versionNumber === build.versionNumber);
    if (script.tagTakenByNewer !== true || version === undefined) {
      actor.taggedBuilds[build.buildTag] = toTaggedBuild(build);
      return;
    }
    const newer = makeBuild(platform, actor, version, build);
    setStatus(begin(actor, newer, {}), 'SUCCEEDED');
    actor.taggedBuilds[build.buildTag] = toTaggedBuild(newer);
  };
  const end = (life: Life): void => {
    const { build, script } = life;
    const status = build.got.problem === undefined ? (script.status ?? 'SUCCEEDED') : 'FAILED';
    build.statusMessage = build.got.problem ?? script.statusMessage;
    build.usageTotalUsd = script.usageTotalUsd ?? 0.004;
    if (status === 'TIMED-OUT') {
      setStatus(life, 'TIMING-OUT');
      timers.after(TIMING_OUT_MS, () => setStatus(life, status));
      return;
    }
    setStatus(life, status);
    const { tagAfterMs = 30 } = script;
    if (status === 'SUCCEEDED' && tagAfterMs !== 'never') timers.after(tagAfterMs, () => moveTag(life));
  };
  const run = (life: Life): void => {
    setStatus(life, 'RUNNING');
    const { script, build } = life;
    const { log = [] } = script;
    const takeBack = [
      timers.after(runMsOf(script), () => {
        if (build.got.problem !== undefined) write(life, { text: `ACTOR: ${build.got.problem}` });
        end(life);
      }),
    ];
    // A source that cannot be laid out fails before the first of the script's lines.
    life.linesToCome = build.got.problem === undefined ? log.length : 0;
    for (const entry of log.slice(0, life.linesToCome)) {
      const line = timers.after(entry.atMs, () => {
        life.linesToCome -= 1;
        write(life, entry);
      });
      takeBack.push(line);
    }
    if (script.logEndsAtMs !== undefined) {
      const cutOff = timers.after(script.logEndsAtMs, () => {
        life.logCutOff = true;
        changed(life);
      });
      takeBack.push(cutOff);
    }
    life.stop = () => {
      for (const take of takeBack) take();
    };
  };

  return {
    scriptAll: (script) => {
      standing = script;
    },
    queue: (script) => void queued.push(script),
    start: (actor, version, options) => {
      const script = queued.shift() ?? standing;
      const build = makeBuild(platform, actor, version, options);
      const life = begin(actor, build, script);
      life.stop = timers.after(script.readyMs ?? 0, () => run(life));
      return build;
    },
    addFinished: (actor, version, { tags = [], status = 'SUCCEEDED' }) => {
      const build = makeBuild(platform, actor, version, {
        buildTag: tags[0] ?? version.buildTag,
        useCache: false,
        origin: 'API',
      });
      setStatus(begin(actor, build, {}), status);
      for (const tag of tags) actor.taggedBuilds[tag] = toTaggedBuild(build);
      return build;
    },
    abort: (build) => {
      if (build.status !== 'READY' && build.status !== 'RUNNING') return;
      const life = lifeOf(build);
      life.stop();
      life.linesToCome = 0;
      setStatus(life, 'ABORTING');
      timers.after(life.script.abortMs ?? 50, () => {
        write(life, { text: 'ACTOR: Build was aborted.' });
        setStatus(life, 'ABORTED');
      });
    },
    isVisible: (build, where) => {
      const { script } = lifeOf(build);
      const from = where === 'own' ? script.notFoundMs : script.unlistedMs;
      return platform.now() - build.startedAt >= (from ?? 0);
    },
    isLogEnded: (build) => {
      const { logCutOff, linesToCome } = lifeOf(build);
      return logCutOff || (isOver(build) && linesToCome === 0);
    },
    takeLogCut: (build) => lifeOf(build).logCuts.shift(),
    watch: (build, onChange) => {
      const { watchers } = lifeOf(build);
      watchers.add(onChange);
      return () => void watchers.delete(onChange);
    },
  };
}

export function isOver({ status }: StoredBuild): boolean {
  return status === 'SUCCEEDED' || status === 'FAILED' || status === 'ABORTED' || status === 'TIMED-OUT';
}

export function buildNumberInt(buildNumber: string): number {
  const [major = 0, minor = 0, build = 0] = buildNumber.split('.').map(Number);
  return major * 1e7 + minor * 1e5 + build;
}

export function toTaggedBuild({ id, buildNumber, finishedAt }: StoredBuild): TaggedBuild {
  return {
    buildId: id,
    buildNumber,
    buildNumberInt: buildNumberInt(buildNumber),
    finishedAt: finishedAt === undefined ? null : isoDate(finishedAt),
  };
}

function runMsOf({ runMs, log = [] }: BuildScript): number {
  return runMs ?? Math.max(0, ...log.map(({ atMs }) => atMs)) + 10;
}

function makeBuild(
  platform: Platform,
  actor: StoredActor,
  version: StoredVersion,
  { buildTag, useCache, origin }: BuildOptions,
): StoredBuild {
  version.buildCount += 1;
  const build: StoredBuild = {
    id: makeId(),
    actId: actor.id,
    versionNumber: version.versionNumber,
    buildNumber: `${version.versionNumber}.${version.buildCount}`,
    buildTag,
    useCache,
    origin,
    startedAt: platform.now(),
    finishedAt: undefined,
    status: 'READY',
    statusMessage: undefined,
    usageTotalUsd: 0,
    got: takeBuildInput(platform, version),
    log: Buffer.alloc(0),
  };
  platform.insertBuild(build);
  return build;
}
