import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isIgnoredByDefault } from '../../../src/actions/discover/built-in-ignore.ts';
import { listReferences } from '../../../src/actor/named-files.ts';
import { createGit } from '../../../src/runner/git.ts';
import { findWorkspace } from '../../../src/runner/workspace.ts';
import { listSourceFiles } from '../../../src/source/files/list-files.ts';
import { deploymentPlaces, isWithin } from '../../../src/source/places/deployment-places.ts';
import { discover, push } from '../../support/discovery.ts';
import { diskTakesLinks } from '../../support/disk.ts';
import { createHistory, type History } from '../../support/history.ts';
import { gitEnvironment } from '../../support/tree.ts';

/** Set these variables for a longer search. */
const seed = Number(process.env['FC_SEED'] ?? 17);
const numRuns = Number(process.env['FC_RUNS'] ?? 12);

const actorFolders = ['a', 'a/inner', 'b'] as const;
const folders = [...actorFolders, 'libs', 'libs/deep', ''] as const;
const names = ['x.js', 'y.md', 'sub/z.js', 'Dockerfile'] as const;

const inFolder = fc
  .tuple(fc.constantFrom(...folders), fc.constantFrom(...names))
  .map((parts) => path.posix.join(...parts));
/** Paths as actor.json may contain them, relative to `.actor/`. */
const upward = fc.constantFrom(
  './Dockerfile',
  '../Dockerfile',
  '../../libs/x.js',
  '../../y.md',
  '../../libs/y.md',
  '../../b/x.js',
);

const definition = fc.record(
  {
    dockerContextDir: fc.constantFrom('..', '../..', '../../libs', '../../../libs'),
    dockerfile: upward,
    readme: upward,
    input: upward,
  },
  { requiredKeys: [] },
);

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
  before: fc.array(fc.oneof(file, file, link, ignore, gitIgnore), { minLength: 4, maxLength: 12 }),
  after: fc.array(fc.oneof(file, link, ignore, gitIgnore, remove), { minLength: 1, maxLength: 3 }),
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
      // There is something else at this name, or on the way to it.
    }
  }
  const commit = history.commit({});
  // As in a fresh checkout.
  history.tree.git('clean', '-q', '-fdx');
  return commit;
}

/** The bytes that a deployment sends, by name, without the files of a context that do not count. */
async function readSent(workspaceFolder: string, folder: string): Promise<ReadonlyMap<string, string>> {
  const read = (name: string): string => readFileSync(path.join(workspaceFolder, name), 'utf8');
  const actorJson: Record<string, unknown> = JSON.parse(read(path.posix.join(folder, '.actor/actor.json')));
  const exists = (name: string): boolean => {
    try {
      return read(name) !== undefined;
    } catch {
      return false;
    }
  };
  const { context, namedFiles } = deploymentPlaces(
    folder,
    { ...actorJson, references: listReferences(actorJson) },
    exists,
  );
  const sent = new Map<string, string>();
  const add = async (from: string, counts: (name: string) => boolean): Promise<void> => {
    const list = async (): Promise<Awaited<ReturnType<typeof listSourceFiles>>> => {
      const workspace = await findWorkspace(workspaceFolder, from || '.');
      const git = createGit(gitEnvironment);
      return await listSourceFiles({ workspace, patterns: ['**'], namedFiles: ['.actor/actor.json'], git });
    };
    const listed = await list().catch((error: Error) => ({ files: [], error: error.message }));
    if ('error' in listed && from === folder) sent.set(`${from}: error`, listed.error);
    for (const { name, path: at } of listed.files) {
      if (counts(path.posix.join(from, name))) sent.set(`${from}: ${name}`, readFileSync(at, 'utf8'));
    }
  };
  await add(folder, () => true);
  for (const name of namedFiles) if (exists(name)) sent.set(name, read(name));
  if (context !== undefined) {
    const isOthers = (name: string): boolean => {
      const innermost = actorFolders.findLast((other) => isWithin(name, other));
      return innermost !== undefined && !isWithin(folder, innermost);
    };
    const isInActor = (name: string): boolean => actorFolders.some((other) => isWithin(name, other));
    await add(context, (name) => !isOthers(name) && (isInActor(name) || !isIgnoredByDefault(name)));
  }
  return sent;
}

(diskTakesLinks ? test : test.skip)(
  'an Actor that is not affected sends the same bytes',
  async () => {
    let compared = 0;
    const property = fc.asyncProperty(repository, async ({ definitions, before, after }) => {
      using history = createHistory();
      for (const [index, folder] of actorFolders.entries()) {
        const actorJson = { actorSpecification: 1, name: `actor-${index}`, version: '0.1', ...definitions[index] };
        history.tree.file(`${folder}/.actor/actor.json`, JSON.stringify(actorJson));
      }
      const first = apply(history, before);
      const bytesBefore = await Promise.all(actorFolders.map((folder) => readSent(history.folder, folder)));
      const second = apply(history, after);
      const { affected } = await discover({ folder: history.folder, event: push(first, second) });
      for (const [index, folder] of actorFolders.entries()) {
        if (affected.includes(folder)) continue;
        compared += 1;
        expect({ folder, sent: await readSent(history.folder, folder) }).toEqual({ folder, sent: bytesBefore[index] });
      }
    });
    await fc.assert(property, { seed, numRuns, endOnFailure: true });
    expect(compared).toBeGreaterThan(8);
  },
  numRuns * 5_000,
);
