import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { VersionSource } from '../../src/apify/api.ts';
import type { Diagnostic } from '../../src/errors.ts';
import { createGit } from '../../src/runner/git.ts';
import type { Secret } from '../../src/runner/secrets.ts';
import { prepareSource, removeArchive } from '../../src/source/prepare-source.ts';
import { readSource } from '../../src/source/read-source.ts';
import {
  type PreparedSource,
  plannedSource,
  type ReadSource,
  type RequestedSource,
  type Source,
} from '../../src/source/source.ts';
import { notCanceled } from '../support/signals.ts';
import { readZip } from '../support/source-folder.ts';
import { createTree, type Tree } from '../support/tree.ts';

const MIB = 1024 ** 2;
const asFiles: RequestedSource = { type: 'SOURCE_FILES', patterns: ['**'] };
const asArchive: RequestedSource = { type: 'TARBALL', url: undefined, patterns: ['**'] };

let tree: Tree;
let temporaryFolder = '';
beforeEach(async () => {
  tree = createTree()
    .file('.actor/actor.json', '{}')
    .file('Dockerfile', 'FROM scratch\n')
    .file('run.sh', '#!/bin/sh\n', 0o755);
  temporaryFolder = await mkdtemp(path.join(tmpdir(), 'runner-temp-'));
});
afterEach(async () => {
  tree[Symbol.dispose]();
  const left = await readdir(temporaryFolder);
  await rm(temporaryFolder, { recursive: true, force: true, maxRetries: 10 });
  // Whatever happened.
  expect(left).toEqual([]);
});

interface Wish {
  readonly secrets?: readonly Secret[];
  readonly signal?: AbortSignal;
}

function requestOf(source: RequestedSource, { secrets = [], signal = notCanceled }: Wish = {}) {
  const workspace = { workspace: tree.folder, workingDirectory: tree.folder, shown: '' };
  return { source, workspace, definition: undefined, secrets, git: createGit(process.env), temporaryFolder, signal };
}

function read(source: RequestedSource, wish: Wish = {}): Promise<ReadSource> {
  return readSource(requestOf(source, wish));
}

/** Reads and prepares the source, and deletes the archive at the end. */
async function prepare(
  source: RequestedSource,
  otherBytes = 100,
  wish: Wish = {},
): Promise<PreparedSource & AsyncDisposable> {
  const request = requestOf(source, wish);
  const prepared = await prepareSource(request, await readSource(request), otherBytes);
  return { ...prepared, [Symbol.asyncDispose]: () => removeArchive(prepared) };
}

function archiveOf(source: Source): Extract<Source, { kind: 'archive' }> {
  if (source.kind !== 'archive') throw new Error(`not an archive: ${source.kind}`);
  return source;
}

function messages(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(({ message }) => message);
}

describe('URLs', () => {
  test.each<[string, RequestedSource, VersionSource, string]>([
    [
      'the URL of a tarball',
      { type: 'TARBALL', url: 'https://jane:pw@host.test/a.tgz?token=abc' },
      { sourceType: 'TARBALL', tarballUrl: 'https://jane:pw@host.test/a.tgz?token=abc' },
      'https://host.test/a.tgz',
    ],
    [
      'the URL of a Gist',
      { type: 'GITHUB_GIST', url: 'https://gist.github.com/jane/0123' },
      { sourceType: 'GITHUB_GIST', gitHubGistUrl: 'https://gist.github.com/jane/0123' },
      'https://gist.github.com/jane/0123',
    ],
    [
      'the URL of a Git repository',
      { type: 'GIT_REPO', url: 'git@github.com:jane/a.git#main' },
      { sourceType: 'GIT_REPO', gitRepoUrl: 'git@github.com:jane/a.git#main' },
      'git@github.com:jane/a.git#main',
    ],
  ])('%s is unchanged in the request, and contains no secrets in the log', async (_title, requested, source, url) => {
    const facts = { type: requested.type, url };
    expect(await read(requested)).toMatchObject({ facts, diagnostics: [], fileNames: [] });
    await using prepared = await prepare(requested, 10 * MIB);
    expect(prepared).toMatchObject({ source: { kind: 'url', source }, facts, diagnostics: [] });
    expect(plannedSource(prepared.source)).toEqual(source);
  });

  test("the URL of the run's own repository", async () => {
    const variables = { GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/main', GITHUB_REPOSITORY: 'jane/my-actor' };
    const before = { ...process.env };
    Object.assign(process.env, variables, { GITHUB_EVENT_PATH: '', GITHUB_SERVER_URL: 'https://github.com' });
    try {
      tree.commit().git('remote', 'add', 'origin', 'git@github.com:jane/my-actor.git');
      const { content, diagnostics } = await read({ type: 'GIT_REPO', url: undefined });
      expect(content).toMatchObject({
        source: { sourceType: 'GIT_REPO', gitRepoUrl: 'https://github.com/jane/my-actor.git#main' },
      });
      expect(messages(diagnostics)).toEqual([
        expect.stringMatching(/does not contain the visibility of the repository/),
      ]);
    } finally {
      process.env = before;
    }
  });
});

describe('files that fit into the request', () => {
  test('are in the request', async () => {
    tree.commit();
    const facts = { type: 'SOURCE_FILES', files: { count: 3, bytes: 25, archived: false } };
    const planned = { sourceType: 'SOURCE_FILES', sourceFiles: [] };
    expect(await read(asFiles)).toMatchObject({
      facts,
      diagnostics: [],
      fileNames: ['.actor/actor.json', 'Dockerfile', 'run.sh'],
    });
    await using prepared = await prepare(asFiles);
    expect(prepared).toMatchObject({ facts, diagnostics: [] });
    expect(plannedSource(prepared.source)).toEqual(planned);
    expect(prepared.source).toEqual({
      kind: 'files',
      sourceFiles: [
        { name: '.actor/actor.json', format: 'TEXT', content: '{}' },
        { name: 'Dockerfile', format: 'TEXT', content: 'FROM scratch\n' },
        { name: 'run.sh', format: 'TEXT', content: '#!/bin/sh\n' },
      ],
    });
  });

  test('are rejected before anything is prepared if they contain a secret', async () => {
    tree.file('.env', 'PASSWORD=correct horse battery').commit();
    const secrets = [{ name: 'PASSWORD', value: 'correct horse battery' }];
    await expect(read(asFiles, { secrets })).rejects.toThrow('.env contains the value of the secret PASSWORD');
  });

  test('cause warnings about a missing Dockerfile and about contents', async () => {
    tree.remove('Dockerfile').file('a.bin', 'version https://git-lfs.github.com/spec/v1\n').commit();
    expect(messages((await read(asFiles)).diagnostics)).toEqual([
      expect.stringMatching(/^There is no Dockerfile/),
      expect.stringMatching(/^Some files are Git LFS pointers/),
    ]);
  });
});

describe('files that are packed', () => {
  test('because an input requests it are in an archive with their modes, which is deleted at the end', async () => {
    tree.file('empty', '').commit().git('update-index', '--chmod=+x', 'run.sh');
    const facts = { type: 'TARBALL', files: { count: 4, bytes: 25, archived: true } };
    const planned = { sourceType: 'TARBALL', tarballUrl: '' };
    expect(await read(asArchive)).toMatchObject({
      facts,
      diagnostics: [],
      fileNames: ['.actor/actor.json', 'Dockerfile', 'empty', 'run.sh'],
    });
    expect(await readdir(temporaryFolder)).toEqual([]);
    {
      await using prepared = await prepare(asArchive);
      expect(prepared).toMatchObject({ facts });
      expect(plannedSource(prepared.source)).toEqual(planned);
      expect(messages(prepared.diagnostics)).toEqual([
        expect.stringMatching(/^The files are uploaded .* source-type is TARBALL\./),
      ]);
      const { path: file, byteLength } = archiveOf(prepared.source);
      expect((await stat(file)).size).toBe(byteLength);
      expect((await readZip(file)).map(({ name, mode, bytes }) => [name, mode.toString(8), bytes.toString()])).toEqual([
        ['.actor/actor.json', '100644', '{}'],
        ['Dockerfile', '100644', 'FROM scratch\n'],
        ['empty', '100644', ''],
        ['run.sh', '100755', '#!/bin/sh\n'],
      ]);
    }
    expect(await readdir(temporaryFolder)).toEqual([]);
  });

  test.each<[string, string | Uint8Array, number, RegExp]>([
    ['more than 3 MiB', 'a'.repeat(3 * MIB), 100, /exceed the limit of 3 MiB/],
    ['more than 3 MiB as Base64', Buffer.alloc(2.5 * MIB), 100, /exceed the limit of 3 MiB/],
    [
      'control characters, which have six bytes each in a request',
      '\u0001'.repeat(2 * MIB),
      100,
      /would exceed the limit of 9 MiB/,
    ],
    ['a request that is full of variables', 'a'.repeat(MIB), 8.5 * MIB, /would exceed the limit of 9 MiB/],
  ])('because of %s are in an archive', async (_title, content, otherBytes, reason) => {
    tree.file('large.csv', content).commit();
    await using prepared = await prepare(asFiles, otherBytes);
    expect(prepared.facts).toMatchObject({ type: 'TARBALL', files: { archived: true } });
    expect(messages(prepared.diagnostics)).toEqual([expect.stringMatching(reason)]);
    expect(messages(prepared.diagnostics)[0]).toMatch(
      /The largest: large\.csv \(.* MB\), .*add lines to \.actorignore$/,
    );
    expect(archiveOf(prepared.source).byteLength).toBeGreaterThan(0);
  });

  test.each([
    ['if they fit into the request', asFiles, 100, 1, 0],
    ['if the request is too large', asFiles, 10 * MIB, 1, 0],
    ['if an archive is requested', asArchive, 100, 0, 1],
  ])('cause each warning about contents once: %s', async (_title, source, otherBytes, whenRead, whenPrepared) => {
    tree.file('a.bin', 'version https://git-lfs.github.com/spec/v1\n').commit();
    const count = ({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }) =>
      messages(diagnostics).filter((message) => /LFS/.test(message)).length;
    await using prepared = await prepare(source, otherBytes);
    expect([count(await read(source)), count(prepared)]).toEqual([whenRead, whenPrepared]);
  });

  test('are rejected if they contain a secret, and leave no archive', async () => {
    tree.file('large', `${'a'.repeat(4 * MIB)}correct horse battery`).commit();
    const secrets = [{ name: 'PASSWORD', value: 'correct horse battery' }];
    await expect(prepare(asFiles, 100, { secrets })).rejects.toThrow('large contains the value of the secret PASSWORD');
  });

  test('are rejected if a file changed after it was listed', async () => {
    tree.commit();
    const request = requestOf(asArchive);
    const listed = await readSource(request);
    tree.file('run.sh', '#!/bin/bash\n');
    await expect(prepareSource(request, listed, 100)).rejects.toThrow(/run\.sh changed/);
  });

  test('are not packed if the run is canceled', async () => {
    tree.commit();
    const reason = new Error('cancelled');
    const request = requestOf(asArchive);
    const listed = await readSource(request);
    const signal = AbortSignal.abort(reason);
    await expect(prepareSource({ ...request, signal }, listed, 100)).rejects.toBe(reason);
  });
});
