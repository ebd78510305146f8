import { createHash } from 'node:crypto';
import { addBuild, type BuildRunner, toTaggedBuild } from './build-runner.ts';
import type { ServerQuirks } from './call.ts';
import { addStore } from './key-value-stores.ts';
import {
  makeId,
  type Platform,
  type SourceEntry,
  type StoredActor,
  type StoredBuild,
  type StoredStore,
} from './platform.ts';
import type { SourceType } from './source-types.ts';
import { readNewVersion } from './versions.ts';

export interface Seeds {
  addActor(seed: ActorSeed): StoredActor;
  addBuild(actor: StoredActor, seed: BuildSeed): StoredBuild;
  addStore(seed: StoreSeed): StoredStore;
}

export interface ActorSeed {
  readonly name: string;
  readonly id?: string;
  readonly title?: string;
  /** Description, categories, default run options and other settings, as returned by `GET /v2/acts/{id}`. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly username?: string;
  readonly versions?: readonly SeedVersion[];
  readonly actorStandby?: Readonly<Record<string, unknown>>;
}

export interface BuildSeed {
  readonly versionNumber: string;
  readonly tags?: readonly string[];
  /** Defaults to SUCCEEDED. */
  readonly status?: 'SUCCEEDED' | 'FAILED' | 'ABORTED' | 'TIMED-OUT';
}

export interface StoreSeed {
  readonly name: string;
  readonly records?: Readonly<Record<string, string>>;
}

/** A version. By default, it has no files, no variables and no tag. */
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

export function createSeeds(platform: Platform, builds: BuildRunner, quirks: ServerQuirks): Seeds {
  return {
    addActor: (seed) => {
      const { name, id = makeId(), title, username = platform.username, versions = [], actorStandby, settings } = seed;
      const now = platform.now();
      const actor: StoredActor = {
        id,
        userId: username === platform.username ? platform.userId : makeId(),
        username,
        name,
        createdAt: now,
        modifiedAt: now,
        versions: versions.map((version) =>
          readNewVersion(quirks, { sourceType: 'SOURCE_FILES', ...version }, 'version'),
        ),
        taggedBuilds: {},
        actorStandby,
        settings: { ...(title === undefined ? {} : { title }), ...settings },
      };
      platform.actors.push(actor);
      return actor;
    },
    addBuild: (actor, { versionNumber, tags = [], status = 'SUCCEEDED' }) => {
      const version = actor.versions.find((other) => other.versionNumber === versionNumber);
      if (version === undefined) throw new Error(`Actor ${actor.name} has no version ${versionNumber}`);
      const options = { buildTag: tags[0] ?? version.buildTag, useCache: false, origin: 'API' };
      const build = addBuild(platform, actor, version, options);
      builds.addEnded(build, status);
      for (const tag of tags) actor.taggedBuilds[tag] = toTaggedBuild(build);
      return build;
    },
    addStore: ({ name, records = {} }) => {
      const store = addStore(platform, quirks, name);
      for (const [key, text] of Object.entries(records)) {
        const bytes = Buffer.from(text);
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        store.records.set(key, { key, contentType: 'text/plain', byteLength: bytes.length, sha256, bytes });
      }
      return store;
    },
  };
}
