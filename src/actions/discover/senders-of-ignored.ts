import path, { posix } from 'node:path';
import { type LocalGit, listIgnored } from '../../changes/local-git.ts';
import { readWorkspaceFile } from '../../runner/workspace-file.ts';
import { type DeploymentPlaces, isWithin } from '../../source/places/deployment-places.ts';
import { sampleReincluded } from '../../source/rules/actor-ignore.ts';

/** Size limit in bytes. A deployment also rejects a larger `.actorignore`. */
const MAX_IGNORE_BYTES = 1024 ** 2;

type Actor = Pick<DeploymentPlaces, 'uploadRoot'> & { readonly folder: string };

/** Finds the folders of Actors whose `.actorignore` may include files that Git ignores. */
export async function findSendersOfIgnored(
  local: LocalGit,
  tracked: ReadonlySet<string>,
  actors: readonly Actor[],
): Promise<ReadonlySet<string>> {
  const sampled = await Promise.all(
    actors.map(async (actor) => ({ ...actor, names: await sampleIgnoredFiles(local.workspace, tracked, actor) })),
  );
  const names = sampled.flatMap((actor) => actor.names);
  if (names.length === 0) return new Set();
  // If Git fails, assumes that it ignores all of them.
  const ignored = (await listIgnored(local, names)) ?? new Set(names);
  const senders = sampled.filter((actor) => actor.names.some((name) => ignored.has(name)));
  return new Set(senders.map(({ folder }) => folder));
}

/** Returns sample names of files, relative to the workspace root, that would be deployed even if Git ignores them. */
async function sampleIgnoredFiles(
  workspace: string,
  tracked: ReadonlySet<string>,
  { folder, uploadRoot }: Actor,
): Promise<readonly string[]> {
  const read = async (file: string): Promise<Buffer> => {
    const found = await readWorkspaceFile(workspace, path.join(workspace, file), MAX_IGNORE_BYTES);
    return found.kind === 'read' ? found.bytes : Buffer.alloc(0);
  };
  const names: string[] = [];
  for (const root of new Set([folder, uploadRoot])) {
    const file = posix.join(root, '.actorignore');
    const rules = tracked.has(file) ? await read(file) : undefined;
    if (rules?.includes('!') !== true) continue;
    const gitIgnoreFiles = [...tracked]
      .filter((name) => posix.basename(name) === '.gitignore')
      .map((name) => ({ name, at: name.slice(0, -'/.gitignore'.length) }))
      .filter(({ at }) => isWithin(root, at) || isWithin(at, root))
      .map(async ({ name, at }) => ({
        folder: isWithin(root, at) ? '' : posix.relative(root, at),
        bytes: await read(name),
      }));
    names.push(...sampleReincluded(rules, await Promise.all(gitIgnoreFiles)).map((name) => posix.join(root, name)));
  }
  return names;
}
