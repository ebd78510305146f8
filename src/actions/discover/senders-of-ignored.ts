import path, { posix } from 'node:path';
import { type LocalGit, listIgnored } from '../../changes/local-git.ts';
import { readWorkspaceFile } from '../../runner/workspace-file.ts';
import { isWithin } from '../../source/places/deployment-places.ts';
import { sampleReincluded } from '../../source/rules/reincluded-samples.ts';
import type { FoundActor } from './actors.ts';

/** Bytes; a deployment refuses a larger `.actorignore`. */
const MAX_IGNORE_BYTES = 1024 ** 2;

/** Folders of the Actors whose `.actorignore` may include files that Git ignores. */
export async function findSendersOfIgnored(
  local: LocalGit,
  tracked: ReadonlySet<string>,
  actors: readonly FoundActor[],
): Promise<ReadonlySet<string>> {
  const sampled = await Promise.all(actors.map((actor) => sampleIgnoredFiles(local.workspace, tracked, actor)));
  const found = sampled.filter(({ names }) => names.length > 0);
  if (found.length === 0) return new Set();
  const names = found.flatMap((actor) => actor.names);
  // In doubt, Git ignores them.
  const ignored = (await listIgnored(local, names)) ?? new Set(names);
  const senders = found.filter((actor) => actor.names.some((name) => ignored.has(name)));
  return new Set(senders.map(({ folder }) => folder));
}

interface SampledActor {
  readonly folder: string;
  /** Names of files, from the workspace's root, that are sent even if Git ignores them. */
  readonly names: readonly string[];
}

async function sampleIgnoredFiles(
  workspace: string,
  tracked: ReadonlySet<string>,
  { folder, uploadRoot }: FoundActor,
): Promise<SampledActor> {
  const read = async (file: string): Promise<Buffer> => {
    const found = await readWorkspaceFile(workspace, path.join(workspace, file), MAX_IGNORE_BYTES);
    return found.kind === 'read' ? found.bytes : Buffer.alloc(0);
  };
  const names: string[] = [];
  for (const root of new Set([folder, uploadRoot])) {
    const file = posix.join(root, '.actorignore');
    const rules = tracked.has(file) ? await read(file) : undefined;
    if (rules?.includes('!') !== true) continue;
    const gitIgnoreFiles = [...tracked].flatMap((name) => {
      const place = /^(?:(.*)\/)?\.gitignore$/s.exec(name);
      const at = place?.[1] ?? '';
      const isRelevant = place !== null && (isWithin(root, at) || isWithin(at, root));
      return isRelevant ? [{ name, folder: isWithin(root, at) ? '' : posix.relative(root, at) }] : [];
    });
    const contents = gitIgnoreFiles.map(async (each) => ({ folder: each.folder, bytes: await read(each.name) }));
    names.push(...sampleReincluded(rules, await Promise.all(contents)).map((name) => posix.join(root, name)));
  }
  return { folder, names };
}
