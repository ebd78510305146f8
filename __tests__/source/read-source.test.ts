import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import type { Actor, VersionSource } from '../../src/apify/api.ts';
import { createApifyApi } from '../../src/apify/client.ts';
import type { Diagnostic } from '../../src/errors.ts';
import { createGit } from '../../src/runner/git.ts';
import type { Secret } from '../../src/runner/secrets.ts';
import type { CollectedSource, PreparedSource } from '../../src/source/collected-source.ts';
import { collectSource } from '../../src/source/read-source.ts';
import type { RequestedSource } from '../../src/source/requested-source.ts';
import { systemClock } from '../../src/time/clock.ts';
import { readZip } from '../support/source-folder.ts';
import { createTree, type Tree } from '../support/tree.ts';

const MIB = 1024 ** 2;
const asFiles: RequestedSource = { type: 'SOURCE_FILES', patterns: ['**'] };
const asArchive: RequestedSource = { type: 'TARBALL', url: undefined, patterns: ['**'] };

let tree: Tree;
let emulator: Emulator;
let temporaryFolder = '';
beforeEach(async () => {
  tree = createTree()
    .file('.actor/actor.json', '{}')
    .file('Dockerfile', 'FROM scratch\n')
    .file('run.sh', '#!/bin/sh\n', 0o755);
  emulator = await startEmulator();
  temporaryFolder = await mkdtemp(path.join(tmpdir(), 'runner-temp-'));
});
afterEach(async () => {
  tree[Symbol.dispose]();
  await emulator.close();
  const left = await readdir(temporaryFolder);
  await rm(temporaryFolder, { recursive: true, force: true });
  // Whatever happened.
  expect(left).toEqual([]);
});

function collect(source: RequestedSource, secrets: readonly Secret[] = []): Promise<CollectedSource> {
  const workspace = { workspace: tree.folder, workingDirectory: tree.folder, shown: '' };
  const git = createGit(process.env);
  return collectSource({ source, workspace, definition: undefined, secrets, git, temporaryFolder });
}

/** As the update would do it. */
async function send(prepared: PreparedSource): Promise<VersionSource> {
  const api = createApifyApi({ baseUrl: emulator.url, token: emulator.token, clock: systemClock });
  const source = prepared.toSend({ api, versionNumber: '0.1', now: () => 0 });
  const actor: Actor = { id: 'aBcDeFgHiJkLmNoPq', name: 'my-actor', username: 'jane' };
  return typeof source === 'function' ? source(actor) : source;
}

function messages(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(({ message }) => message);
}

describe('URLs', () => {
  test.each<[string, RequestedSource, VersionSource, string]>([
    [
      'of a tarball',
      { type: 'TARBALL', url: 'https://jane:pw@host.test/a.tgz?token=abc' },
      { sourceType: 'TARBALL', tarballUrl: 'https://jane:pw@host.test/a.tgz?token=abc' },
      'https://host.test/a.tgz',
    ],
    [
      'of a Gist',
      { type: 'GITHUB_GIST', url: 'https://gist.github.com/jane/0123' },
      { sourceType: 'GITHUB_GIST', gitHubGistUrl: 'https://gist.github.com/jane/0123' },
      'https://gist.github.com/jane/0123',
    ],
    [
      'of a Git repository',
      { type: 'GIT_REPO', url: 'git@github.com:jane/a.git#a:b:c' },
      { sourceType: 'GIT_REPO', gitRepoUrl: 'git@github.com:jane/a.git#a:b:c' },
      'git@github.com:jane/a.git#a:b:c',
    ],
  ])('%s pass as they are, and are shown without secrets', async (_title, requested, source, url) => {
    const collected = await collect(requested);
    expect(collected).toMatchObject({ facts: { type: requested.type, url }, diagnostics: [], planned: source });
    await using prepared = await collected.prepare(10 * MIB);
    expect(prepared).toMatchObject({ facts: { type: requested.type, url }, diagnostics: [], fileNames: [] });
    expect(await send(prepared)).toEqual(source);
    expect(emulator.requests).toEqual([]);
  });

  test('of the repository that the run is of', async () => {
    const variables = { GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/main', GITHUB_REPOSITORY: 'jane/my-actor' };
    const before = { ...process.env };
    Object.assign(process.env, variables, { GITHUB_EVENT_PATH: '', GITHUB_SERVER_URL: 'https://github.com' });
    try {
      tree.commit().git('remote', 'add', 'origin', 'git@github.com:jane/my-actor.git');
      const { planned, diagnostics } = await collect({ type: 'GIT_REPO', url: undefined });
      expect(planned).toEqual({ sourceType: 'GIT_REPO', gitRepoUrl: 'https://github.com/jane/my-actor.git#main' });
      expect(messages(diagnostics)).toEqual([expect.stringMatching(/does not tell whether the repository is private/)]);
    } finally {
      process.env = before;
    }
  });
});

describe('files that fit into the request', () => {
  test('go there', async () => {
    tree.commit();
    const collected = await collect(asFiles);
    const facts = { type: 'SOURCE_FILES', files: { count: 3, bytes: 25, archived: false } };
    expect(collected).toMatchObject({
      facts,
      diagnostics: [],
      planned: { sourceType: 'SOURCE_FILES', sourceFiles: [] },
    });
    await using prepared = await collected.prepare(100);
    expect(prepared).toMatchObject({
      facts,
      diagnostics: [],
      planned: { sourceType: 'SOURCE_FILES', sourceFiles: [] },
    });
    expect(prepared.fileNames).toEqual(['.actor/actor.json', 'Dockerfile', 'run.sh']);
    expect(await send(prepared)).toEqual({
      sourceType: 'SOURCE_FILES',
      sourceFiles: [
        { name: '.actor/actor.json', format: 'TEXT', content: '{}' },
        { name: 'Dockerfile', format: 'TEXT', content: 'FROM scratch\n' },
        { name: 'run.sh', format: 'TEXT', content: '#!/bin/sh\n' },
      ],
    });
    expect(emulator.requests).toEqual([]);
  });

  test('empty ones are told, once it is sure that they are not packed', async () => {
    tree.file('empty', '').commit();
    const collected = await collect(asFiles);
    expect(collected.diagnostics).toEqual([]);
    await using prepared = await collected.prepare(100);
    expect(messages(prepared.diagnostics)).toEqual([expect.stringMatching(/^1 empty file is sent/)]);
  });

  test('a secret stops it before anything is prepared', async () => {
    tree.file('.env', 'PASSWORD=correct horse battery').commit();
    const secrets = [{ name: 'PASSWORD', value: 'correct horse battery' }];
    await expect(collect(asFiles, secrets)).rejects.toThrow('.env holds the value of the secret PASSWORD');
  });

  test('contents and the missing Dockerfile are warned of', async () => {
    tree.remove('Dockerfile').file('a.bin', 'version https://git-lfs.github.com/spec/v1\n').commit();
    expect(messages((await collect(asFiles)).diagnostics)).toEqual([
      expect.stringMatching(/^No Dockerfile/),
      expect.stringMatching(/^A Git LFS pointer/),
    ]);
  });
});

describe('files that are packed', () => {
  test('because the user wants it: in an archive with their modes, of which nothing is left', async () => {
    tree.file('empty', '').commit().git('update-index', '--chmod=+x', 'run.sh');
    const collected = await collect(asArchive);
    const facts = { type: 'TARBALL', files: { count: 4, bytes: 25, archived: true } };
    expect(collected).toMatchObject({ facts, diagnostics: [], planned: { sourceType: 'TARBALL', tarballUrl: '' } });
    expect(await readdir(temporaryFolder)).toEqual([]);
    {
      await using prepared = await collected.prepare(100);
      expect(prepared).toMatchObject({ facts, planned: { sourceType: 'TARBALL', tarballUrl: '' } });
      expect(prepared.fileNames).toEqual(['.actor/actor.json', 'Dockerfile', 'empty', 'run.sh']);
      expect(messages(prepared.diagnostics)).toEqual([expect.stringMatching(/^The files are packed .* asks for it\./)]);
      expect(emulator.requests).toEqual([]);
      const source = await send(prepared);
      expect(source.sourceType).toBe('TARBALL');
      const url = source.sourceType === 'TARBALL' ? source.tarballUrl : '';
      const file = tree.path('uploaded.zip');
      await writeFile(file, Buffer.from(await (await fetch(url)).arrayBuffer()));
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
    ['more than 3 MiB', 'a'.repeat(3 * MIB), 100, /more than the 3 MiB/],
    ['more than 3 MiB as Base64', Buffer.alloc(2.5 * MIB), 100, /more than the 3 MiB/],
    ['control characters, six bytes each in a request', '\u0001'.repeat(2 * MIB), 100, /larger than the 9 MiB/],
    ['a request that is full of variables', 'a'.repeat(MIB), 8.5 * MIB, /larger than the 9 MiB/],
  ])('because of %s', async (_title, content, otherBytes, reason) => {
    tree.file('large.csv', content).commit();
    await using prepared = await (await collect(asFiles)).prepare(otherBytes);
    expect(prepared.facts).toMatchObject({ type: 'TARBALL', files: { archived: true } });
    expect(messages(prepared.diagnostics)).toEqual([expect.stringMatching(reason)]);
    expect(messages(prepared.diagnostics)[0]).toMatch(
      /The largest: large\.csv \(.* MB\), .*\.actorignore leaves out: \*\.csv/,
    );
    expect(await send(prepared)).toMatchObject({ sourceType: 'TARBALL' });
  });

  test('warnings of contents are told once', async () => {
    tree.file('a.bin', 'version https://git-lfs.github.com/spec/v1\n').commit();
    const warned = (diagnostics: readonly Diagnostic[]) =>
      messages(diagnostics).filter((message) => /LFS/.test(message)).length;
    const request = await collect(asFiles);
    await using body = await request.prepare(10 * MIB);
    const asked = await collect(asArchive);
    await using packed = await asked.prepare(100);
    expect([warned(request.diagnostics), warned(body.diagnostics)]).toEqual([1, 0]);
    expect([warned(asked.diagnostics), warned(packed.diagnostics)]).toEqual([0, 1]);
  });

  test('a secret stops it before anything is sent', async () => {
    tree.file('large', `${'a'.repeat(4 * MIB)}correct horse battery`).commit();
    const collected = await collect(asFiles, [{ name: 'PASSWORD', value: 'correct horse battery' }]);
    await expect(collected.prepare(100)).rejects.toThrow('large holds the value of the secret PASSWORD');
  });

  test('a file that changed since stops it', async () => {
    tree.commit();
    const collected = await collect(asArchive);
    tree.file('run.sh', '#!/bin/bash\n');
    await expect(collected.prepare(100)).rejects.toThrow(/run\.sh changed/);
  });

  test('a cancel stops it', async () => {
    tree.commit();
    const reason = new Error('cancelled');
    await expect((await collect(asArchive)).prepare(100, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
