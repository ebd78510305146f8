import { takeBuildInput } from './build-input.ts';
import type { Timers } from './clock.ts';
import { createJobRunner, type JobRunner } from './job-runner.ts';
import { type BuildScript, defaultBuildScript } from './job-script.ts';
import {
  isoDate,
  makeJob,
  type Platform,
  type StoredActor,
  type StoredBuild,
  type StoredVersion,
  type TaggedBuild,
} from './platform.ts';
import { findSchemaProblem } from './schema-check.ts';

export type BuildRunner = JobRunner<StoredBuild, BuildScript>;

export function createBuildRunner(platform: Platform, timers: Timers): BuildRunner {
  const moveTag = (build: StoredBuild, script: BuildScript): void => {
    const actor = platform.findActor(build.actId);
    const version = actor?.versions.find(({ versionNumber }) => versionNumber === build.versionNumber);
    if (build.buildTag === null || actor === undefined || version === undefined) return;
    const tagged = script.tagTakenByNewer === true ? addBuild(platform, actor, version, build) : build;
    if (tagged !== build) runner.addEnded(tagged, 'SUCCEEDED');
    actor.taggedBuilds[build.buildTag] = toTaggedBuild(tagged);
  };
  const runner: BuildRunner = createJobRunner(platform, timers, {
    defaultScript: defaultBuildScript,
    // If the source cannot be read, the build fails before the first line of the script.
    adapt: ({ got: { problem } }, script) =>
      problem === undefined
        ? script
        : { ...script, log: [{ atMs: 0, text: `ACTOR: ${problem}` }], status: 'FAILED', statusMessage: problem },
    onEnd: (build, script) => {
      const { tagAfterMs = 30 } = script;
      if (build.status !== 'SUCCEEDED' || tagAfterMs === 'never') return;
      if (tagAfterMs === 0) moveTag(build, script);
      else timers.after(tagAfterMs, () => moveTag(build, script));
    },
  });
  return runner;
}

interface BuildOptions {
  readonly buildTag: string | null;
  readonly useCache: boolean;
  readonly origin: string;
}

/** Adds a READY build of the version. */
export function addBuild(
  platform: Platform,
  actor: StoredActor,
  version: StoredVersion,
  { buildTag, useCache, origin }: BuildOptions,
): StoredBuild {
  const got = takeBuildInput(platform, version);
  version.buildCount += 1;
  const build: StoredBuild = {
    ...makeJob(platform, actor, origin),
    kind: 'build',
    versionNumber: version.versionNumber,
    buildNumber: `${version.versionNumber}.${version.buildCount}`,
    buildTag,
    useCache,
    got: { ...got, problem: got.problem ?? findSchemaProblem(got) },
  };
  platform.builds.push(build);
  return build;
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
