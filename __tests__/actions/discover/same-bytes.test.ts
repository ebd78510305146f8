import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isIgnoredByDefault } from '../../../src/actions/discover/built-in-ignore.ts';
import { createGit } from '../../../src/runner/git.ts';
import { findWorkspace } from '../../../src/runner/workspace.ts';
import { deploymentPlaces, isWithin } from '../../../src/source/places/deployment-places.ts';
import { readSource } from '../../../src/source/read-source.ts';
import { discover, push } from '../../support/discovery.ts';
import { diskTakesLinks } from '../../support/disk.ts';
import { createHistory, type History } from '../../support/history.ts';
import { readDefinition } from '../../support/read-definition.ts';
import { notCanceled } from '../../support/signals.ts';
import { gitEnvironment } from '../../support/tree.ts';

/** Set these variables for a longer search. */
const seed = Number(process.env['FC_SEED'] ?? 17);
const numRuns = Number(process.env['FC_RUNS'] ?? 5);

const actorFolders = ['a', 'a/inner', 'b'] as const;
const folders = [...actorFolders, 'libs', 'libs/deep', '', 'tools'] as const;
const names = ['x.js', 'y.md', 'sub/z.js', 'Dockerfile'] as const;

const inFolder = fc
  .tuple(fc.constantFrom(...folders), fc.constantFrom(...names))
  .map((parts) => path.posix.join(...parts));
/**
 * Files and folders that actor.json names, relative to the root of the repository; undefined for those of the Actor.
 */
const named = fc.constantFrom(undefined, 'libs/x.js', 'libs/y.md', 'y.md', 'b/x.js');
const definition = fc.record({
  context: fc.constantFrom(undefined, '', 'libs', 'b'),
  dockerfile: named,
  readme: named,
  input: named,
});

function actorJson(folder: string, index: number, { context, ...files }: Record<string, string | undefined>): string {
  const relative = (target: string): string => path.posix.relative(path.posix.join(folder, '.actor'), target) || '.';
  const paths = Object.entries(files).flatMap(([key, target]) =>
    target === undefined ? [] : [[key, relative(target)]],
  );
  const contexts = context === undefined ? {} : { dockerContextDir: relative(context) };
  const name = `actor-${index}`;
  return JSON.stringify({ actorSpecification: 1, name, version: '0.1', ...Object.fromEntries(paths), ...contexts });
}

type Change =
  | { readonly kind: 'file'; readonly name: string; readonly content: string }
  | { readonly kind: 'link'; readonly name: string; readonly target: string }
  | { readonly kind: 'remove'; readonly name: string };

const link = fc.record({
  kind: fc.constant('link' as const),
  name: fc.tuple(fc.constantFrom(...folders), fc.constantFrom('l1', 'l2')).map((parts) => path.posix.join(...parts)),
  target: fc.oneof(fc.constantFrom(...folders), inFolder),
});
const file = fc.record({ kind: fc.constant('file' as const), name: inFolder, content: fc.constantFrom('1', '2', '3') });
const ignore = fc.record({
  kind: fc.constant('file' as const),
  name: fc.constantFrom('.actorignore', 'a/.actorignore', 'b/.actorignore'),
  content: fc.constantFrom('*.md\n', 'sub/\n!x.js\n', '*\n!*.js\n', 'libs\n', '!dist/\n'),
});
const gitIgnore = fc.record({
  kind: fc.constant('file' as const),
  name: fc.constantFrom('.gitignore', 'libs/.gitignore', 'a/.gitignore'),
  content: fc.constantFrom('dist/\n', 'z.js\n', '*.md\n'),
});
const remove = fc.record({ kind: fc.constant('remove' as const), name: inFolder });

const repository = fc.record({
  definitions: fc.tuple(definition, definition, definition),
  before: fc.array(fc.oneof(file, file, link, ignore, gitIgnore), { maxLength: 8 }),
  after: fc.array(fc.oneof(file, link, ignore, gitIgnore, remove), { minLength: 1, maxLength: 2 }),
});

function apply(history: History, changes: readonly Change[]): string {
  for (const change of changes) {
    const { tree } = history;
    try {
      if (change.kind === 'remove') tree.remove(change.name);
      else if (change.kind === 'file') tree.file(change.name, change.content);
      else {
        const target = path.posix.relative(path.posix.dirname(change.name), change.target) || '.';
        tree.link(change.name, target);
      }
    } catch {
      // Another file or folder already uses this name or a parent folder.
    }
  }
  const commit = history.commit({});
  // The folder is now like a fresh checkout.
  history.tree.git('clean', '-q', '-fdx');
  return commit;
}

/**
 * The deployed files, except files in the Docker context that do not affect the Actor; undefined if the deployment
 * fails.
 */
async function readSent(workspaceFolder: string, folder: string): Promise<ReadonlyMap<string, string> | undefined> {
  const workspace = await findWorkspace(workspaceFolder, folder);
  const definition = await readDefinition(workspace);
  const request = {
    workspace,
    definition,
    secrets: [],
    git: createGit(gitEnvironment),
    temporaryFolder: undefined,
    signal: notCanceled,
  };
  const found = await readSource({ ...request, source: { type: 'SOURCE_FILES', patterns: ['**'] } }).catch(
    () => undefined,
  );
  if (found === undefined || found.content.kind !== 'encoded') return undefined;
  const { files, root } = found.content;
  const { namedFiles } = deploymentPlaces(folder, definition ?? { references: [] }, () => false);
  const counts = (name: string): boolean => {
    if (isWithin(name, folder) || namedFiles.includes(name)) return true;
    const innermost = actorFolders.findLast((other) => isWithin(name, other));
    return innermost === undefined ? !isIgnoredByDefault(name) : isWithin(folder, innermost);
  };
  const named = files.map(({ name, path: at }) => ({ name: path.posix.join(root.shown, name), at }));
  return new Map(named.filter(({ name }) => counts(name)).map(({ name, at }) => [name, readFileSync(at, 'utf8')]));
}

(diskTakesLinks ? test : test.skip)(
  'an Actor that is not affected deploys the same bytes',
  async () => {
    let compared = 0;
    const property = fc.asyncProperty(repository, async ({ definitions, before, after }) => {
      using history = createHistory();
      for (const name of ['libs/x.js', 'libs/y.md', 'libs/deep/x.js', 'y.md', 'b/x.js']) history.tree.file(name, '0');
      for (const [index, folder] of actorFolders.entries()) {
        const text = actorJson(folder, index, definitions[index] ?? {});
        history.tree.file(`${folder}/.actor/actor.json`, text).file(`${folder}/Dockerfile`, '0');
      }
      const first = apply(history, before);
      const bytesBefore = await Promise.all(actorFolders.map((folder) => readSent(history.folder, folder)));
      const second = apply(history, after);
      const { affected } = await discover({ folder: history.folder, event: push(first, second) });
      for (const [index, folder] of actorFolders.entries()) {
        const [sentBefore, sent] = [bytesBefore[index], await readSent(history.folder, folder)];
        if (affected.includes(folder) || sentBefore === undefined || sent === undefined) continue;
        compared += 1;
        expect({ folder, sent }).toEqual({ folder, sent: sentBefore });
      }
    });
    await fc.assert(property, { seed, numRuns, endOnFailure: true });
    expect(compared).toBeGreaterThan(numRuns);
  },
  numRuns * 5_000,
);
