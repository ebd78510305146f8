import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { VersionSource } from '../../../src/apify/api.ts';
import { createGit } from '../../../src/runner/git.ts';
import { findWorkspace } from '../../../src/runner/workspace.ts';
import { prepareSource, removeArchive } from '../../../src/source/prepare-source.ts';
import { readSource } from '../../../src/source/read-source.ts';
import { plannedSource, type ReadSource, type RequestedSource, type Source } from '../../../src/source/source.ts';
import { diskTakesLinks } from '../../support/disk.ts';
import { readDefinition } from '../../support/read-definition.ts';
import { notCanceled } from '../../support/signals.ts';
import { createTree, type Tree } from '../../support/tree.ts';

let tree: Tree;
beforeEach(() => {
  tree = createTree();
});
afterEach(() => tree[Symbol.dispose]());

/** Reads the source of the Actor in `apps/a` of the tree. */
async function read(
  actorJson: Readonly<Record<string, unknown>>,
  source: RequestedSource = { type: 'SOURCE_FILES', patterns: ['**'] },
): Promise<ReadSource & { readonly source: Source; readonly planned: VersionSource }> {
  tree.file('apps/a/.actor/actor.json', JSON.stringify(actorJson)).commit();
  const workspace = await findWorkspace(tree.folder, 'apps/a');
  const definition = await readDefinition(workspace);
  const git = createGit(process.env);
  const request = { source, workspace, definition, secrets: [], git, temporaryFolder: undefined, signal: notCanceled };
  const found = await readSource(request);
  const prepared = await prepareSource(request, found, 1000);
  await removeArchive(prepared);
  return { ...found, source: prepared.source, planned: plannedSource(prepared.source) };
}

function messages({ diagnostics }: ReadSource, level: string): readonly string[] {
  return diagnostics.filter((each) => each.level === level).map(({ message }) => message);
}

describe('a Docker context outside the working directory', () => {
  beforeEach(() => {
    tree.files('package.json', 'docs/d', 'apps/b/x', 'apps/shared/lib.js', 'apps/a/main.js', 'apps/a/Dockerfile');
  });

  test('is uploaded with the Actor, with names relative to the deepest common folder', async () => {
    const found = await read({ dockerContextDir: '../../shared' });
    expect(found.fileNames).toEqual(['a/.actor/actor.json', 'a/Dockerfile', 'a/main.js', 'shared/lib.js']);
    expect(found.planned).toEqual({ sourceType: 'SOURCE_FILES', sourceFiles: [], actorPath: 'a' });
    expect(found.source).toMatchObject({ kind: 'files', actorPath: 'a' });
    expect(messages(found, 'info')).toEqual([expect.stringMatching(/starts at apps and actorPath is a$/)]);
    expect(messages(found, 'warning')).toEqual([]);
  });

  test('can be the root of the workspace', async () => {
    const found = await read({ dockerContextDir: '../../..' });
    expect(found.fileNames).toContain('docs/d');
    expect(found.fileNames).toContain('apps/b/x');
    expect(found.source).toMatchObject({ actorPath: 'apps/a' });
  });

  test('is uploaded in an archive too', async () => {
    const found = await read({ dockerContextDir: '../..' }, { type: 'TARBALL', url: undefined, patterns: ['**'] });
    expect(found.planned).toEqual({ sourceType: 'TARBALL', tarballUrl: '', actorPath: 'a' });
    expect(found.source).toMatchObject({ kind: 'archive', actorPath: 'a' });
  });

  test('does not change the names if it is in the working directory', async () => {
    const found = await read({ dockerContextDir: '..' });
    expect(found.fileNames).toEqual(['.actor/actor.json', 'Dockerfile', 'main.js']);
    expect(found.source).toMatchObject({ kind: 'files', actorPath: undefined });
  });

  test('is filtered by .actorignore in the upload root, but not by the files input', async () => {
    tree.file('apps/.actorignore', 'b/\n*.md\n').files('apps/shared/r.md', 'apps/a/r.md', 'apps/a/skipped.js');
    const found = await read({ dockerContextDir: '../..' }, { type: 'SOURCE_FILES', patterns: ['main.js'] });
    expect(found.fileNames).toEqual([
      '.actorignore',
      'a/.actor/actor.json',
      'a/Dockerfile',
      'a/main.js',
      'shared/lib.js',
    ]);
  });

  test('does not change the default paths of the Dockerfile', async () => {
    tree.remove('apps/a/Dockerfile').files('apps/Dockerfile');
    expect(messages(await read({ dockerContextDir: '../..' }), 'warning')).toEqual([
      expect.stringMatching(/^There is no Dockerfile/),
    ]);
  });

  const testWithLinks = diskTakesLinks ? test : test.skip;
  testWithLinks('is an error if it is a link that leads out of the workspace', async () => {
    using outside = createTree();
    outside.files('key');
    tree.link('apps/linked', outside.folder);
    await expect(read({ dockerContextDir: '../../linked' })).rejects.toThrow(
      'dockerContextDir "../../linked" leads out of the workspace',
    );
  });

  testWithLinks('is an error with the path of its target if it is a link', async () => {
    tree.link('apps/linked', 'shared');
    await expect(read({ dockerContextDir: '../../linked' })).rejects.toMatchObject({
      message: expect.stringMatching(/is another path of the folder apps\/shared$/),
      hint: 'Write "../../shared".',
    });
  });

  test.each(['../missing', '../Dockerfile', ...(path.sep === '/' ? ['..\\..'] : [])])(
    'causes a warning if it is not a folder: %s',
    async (dockerContextDir) => {
      expect(messages(await read({ dockerContextDir }), 'warning')).toEqual([
        expect.stringMatching(/: dockerContextDir ".*" is not a folder\. /),
      ]);
    },
  );

  test('requires an actorPath of at most 255 characters', async () => {
    const long = Array.from({ length: 3 }, (_, index) => String(index).repeat(99)).join('/');
    tree.file(`${long}/.actor/actor.json`, '{"dockerContextDir": "../../../.."}').commit();
    const workspace = await findWorkspace(tree.folder, long);
    const definition = await readDefinition(workspace);
    const git = createGit(process.env);
    const source = { type: 'SOURCE_FILES', patterns: ['**'] } as const;
    const request = {
      source,
      workspace,
      definition,
      secrets: [],
      git,
      temporaryFolder: undefined,
      signal: notCanceled,
    };
    await expect(readSource(request)).rejects.toThrow(/requires an actorPath of 299 characters; the limit is 255$/);
  });
});

describe('a Dockerfile outside the working directory', () => {
  test('is uploaded without the rest of its folder', async () => {
    tree.files('apps/a/main.js', 'docker/Dockerfile', 'docker/other');
    const found = await read({ dockerfile: '../../../docker/Dockerfile' });
    expect(found.fileNames).toEqual(['apps/a/.actor/actor.json', 'apps/a/main.js', 'docker/Dockerfile']);
    expect(found.source).toMatchObject({ actorPath: 'apps/a' });
  });

  test('is uploaded even if .actorignore and Git ignore it', async () => {
    tree
      .file('apps/a/.gitignore', 'Dockerfile\n')
      .file('apps/a/.actorignore', 'Dockerfile\n')
      .files('apps/a/Dockerfile');
    const found = await read({ dockerfile: '../Dockerfile' });
    expect(found.fileNames).toContain('Dockerfile');
  });
});

describe('other files that actor.json names', () => {
  test('are found relative to the working directory too, with a warning', async () => {
    tree.files('apps/a/Dockerfile', 'apps/a/R.md', 'apps/a/schemas/in.json', 'apps/a/schemas/data.json');
    tree.file('apps/a/.gitignore', 'R.md\n');
    const found = await read({
      readme: './R.md',
      input: 'schemas/in.json',
      storages: { dataset: './schemas/data.json' },
    });
    expect(found.fileNames).toEqual(expect.arrayContaining(['R.md', 'schemas/in.json', 'schemas/data.json']));
    const file = 'apps/a/.actor/actor.json';
    expect(messages(found, 'warning').filter((message) => message.startsWith(file))).toEqual([
      `${file}: readme "./R.md" does not exist, so apps/a/R.md is used. Write "../R.md".`,
      `${file}: input "schemas/in.json" does not exist, so apps/a/schemas/in.json is used. Write "../schemas/in.json".`,
      `${file}: storages.dataset "./schemas/data.json" does not exist, so apps/a/schemas/data.json is used. Write "../schemas/data.json".`,
    ]);
  });

  test('are reported at their lines', async () => {
    tree.files('apps/a/Dockerfile', 'apps/a/R.md');
    const found = await read({ dockerfile: './Dockerfile', dockerContextDir: '../x', readme: './R.md' });
    const places = found.diagnostics.flatMap(({ message, place }) =>
      place ? [[/"([^"]*)"/.exec(message)?.[1], place]] : [],
    );
    const file = 'apps/a/.actor/actor.json';
    expect(places).toEqual([
      ['./Dockerfile', { file, line: 1, column: 2 }],
      ['../x', { file, line: 1, column: 30 }],
      ['./R.md', { file, line: 1, column: 56 }],
    ]);
  });

  test('are reported if they are missing or outside', async () => {
    tree.files('apps/a/Dockerfile', 'README.md');
    const found = await read({
      readme: '../../../README.md',
      changelog: './C.md',
      output: '../../../../../etc/passwd',
      storages: { keyValueStore: '/etc/passwd' },
    });
    expect(found.fileNames).toEqual(['.actor/actor.json', 'Dockerfile']);
    expect(messages(found, 'warning').map((message) => message.replace('apps/a/.actor/actor.json: ', ''))).toEqual([
      `readme "../../../README.md" is outside the folder that is deployed, so it is not deployed. Move it into the Actor's folder.`,
      'changelog "./C.md" does not exist. The path is relative to .actor/.',
      'output "../../../../../etc/passwd" leads out of the workspace, so it is not deployed.',
      'storages.keyValueStore "/etc/passwd" leads out of the workspace, so it is not deployed.',
    ]);
  });

  test('are not reported if a newer property replaces them', async () => {
    tree.files('apps/a/Dockerfile', 'apps/a/.actor/in.json', 'apps/a/.actor/out.json');
    const found = await read({ input: 'in.json', inputSchema: 'x', output: 'out.json', outputSchema: 'y' });
    expect(messages(found, 'warning')).toEqual([]);
  });

  const testWithLinks = diskTakesLinks ? test : test.skip;
  testWithLinks('are errors if they are links that lead out of the workspace', async () => {
    using outside = createTree();
    outside.files('key');
    tree.files('apps/a/Dockerfile').link('apps/a/README', outside.path('key'));
    await expect(read({ readme: '../README' })).rejects.toThrow(/README/);
  });

  test('do not deploy a file from another folder if their path contains a backslash', async () => {
    tree.files('apps/a/Dockerfile', 'private/key.txt');
    const found = await read({ readme: '..\\..\\..\\private\\key.txt' });
    expect(found.fileNames.filter((name) => path.posix.basename(name).includes('key'))).toEqual([]);
  });
});
