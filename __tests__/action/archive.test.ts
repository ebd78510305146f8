import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { type Checkout, checkout, deploy, smallActor } from '../support/deployment.ts';
import { readZip, sourceFolder } from '../support/source-folder.ts';

let emulator: Emulator;
let tree: Checkout;
const media = randomBytes(2_500_000);
beforeEach(async () => {
  emulator = await startEmulator();
  emulator.addActor({ name: 'my-actor', versions: [{ versionNumber: '0.1' }] });
  tree = await checkout({ ...smallActor, 'run.sh': '#!/bin/sh\n', empty: '', 'media/a.mp4': media });
});
afterEach(async () => {
  await emulator.close();
  await tree[Symbol.asyncDispose]();
});

const inputs = { 'actor-id': 'janedoe/my-actor', build: 'false' };

function asked(): readonly string[] {
  return emulator.requests.map(
    ({ method, path: at }) => `${method} ${at.replace(/[^/]+\/records\/.*/, 'ID/records/KEY')}`,
  );
}

test('files that are too large for the request: packed, uploaded, built from there, and nothing left', async () => {
  const step = await deploy({ emulator, workspace: tree.folder, inputs });
  expect(step.leftFiles).toEqual({});
  expect(asked()).toEqual([
    expect.stringMatching(/^GET \/v2\/acts\//),
    'POST /v2/key-value-stores',
    'PUT /v2/key-value-stores/ID/records/KEY',
    expect.stringMatching(/^POST \/v2\/acts\/.*\/versions\/0\.1$/),
  ]);
  const version = emulator.platform.findActor('janedoe~my-actor')?.versions[0];
  expect(version?.sourceType).toBe('TARBALL');
  const url = version?.tarballUrl ?? '';
  expect(url).toMatch(/\?signature=\w+$/);
  expect(step.outputs).toMatchObject({
    'source-type': 'TARBALL',
    'source-url': url.replace(/\?.*/, ''),
    'source-file-count': '6',
    'source-bytes': String(Object.values(smallActor).join('').length + '#!/bin/sh\n'.length + media.length),
  });
  const notice = step.annotations.find(({ kind }) => kind === 'notice')?.message;
  expect(notice).toMatch(/archive, since .* 3 MiB .* The largest: media\/a\.mp4 \(2\.5 MB\), .* leaves out: \*\.mp4/);

  await using folder = await sourceFolder({});
  const file = path.join(folder.folder, 'source.zip');
  await writeFile(file, Buffer.from(await (await fetch(url)).arrayBuffer()));
  expect((await readZip(file)).map(({ name, mode, bytes }) => [name, mode.toString(8), bytes.length])).toEqual([
    ['.actor/actor.json', '100644', smallActor['.actor/actor.json']?.length],
    ['Dockerfile', '100644', smallActor['Dockerfile']?.length],
    ['empty', '100644', 0],
    ['media/a.mp4', '100644', media.length],
    ['run.sh', '100755', 10],
    ['src/main.js', '100644', smallActor['src/main.js']?.length],
  ]);
});

test('two steps upload to keys of their own', async () => {
  for (const _ of [1, 2])
    await deploy({ emulator, workspace: tree.folder, inputs: { ...inputs, 'source-type': 'TARBALL' } });
  expect(emulator.platform.stores.map(({ records }) => records.size)).toEqual([2]);
});

test('an Actor that is created has its archive in its own store', async () => {
  const created = { 'source-type': 'TARBALL', build: 'false' };
  await using fresh = await checkout({
    ...smallActor,
    '.actor/actor.json': JSON.stringify({ actorSpecification: 1, name: 'new-actor', version: '0.1' }),
  });
  const step = await deploy({ emulator, workspace: fresh.folder, inputs: created });
  expect(step.outputs).toMatchObject({ created: 'actor', 'source-type': 'TARBALL' });
  const actor = emulator.platform.findActor('janedoe~new-actor');
  expect(emulator.platform.stores.map(({ name }) => name)).toEqual([`actor-${actor?.id}-source`]);
  expect(actor?.versions[0]?.tarballUrl).toContain('/records/0.1-');
});

test('a dry run packs, and sends nothing', async () => {
  const step = await deploy({ emulator, workspace: tree.folder, inputs: { ...inputs, 'dry-run': 'true' } });
  expect(step.exitCode).toBe(0);
  expect(step.outputs).toMatchObject({ 'source-type': 'TARBALL', 'source-file-count': '6' });
  expect(emulator.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  expect(step.leftFiles).toEqual({});
});

test('a secret in it is an error before anything is sent, and nothing is left', async () => {
  await writeFile(
    path.join(tree.folder, 'media', 'b.mp4'),
    Buffer.concat([media, Buffer.from('correct horse battery')]),
  );
  const step = await deploy({
    emulator,
    workspace: tree.folder,
    inputs: { ...inputs, 'secret-env-vars': 'PASSWORD=correct horse battery', 'env-vars-mode': 'replace' },
    secrets: ['correct horse battery'],
  });
  expect(step.exitCode).toBe(1);
  expect(step.annotations.find(({ kind }) => kind === 'error')?.message).toMatch(
    /^media\/b\.mp4 holds the value of the secret PASSWORD/,
  );
  expect(emulator.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  expect(step.leftFiles).toEqual({});
});

test('an upload that is refused fails the step, and nothing is left', async () => {
  emulator.addFault({ method: 'PUT', fault: { kind: 'status', status: 413, type: 'request-too-large' } });
  const step = await deploy({ emulator, workspace: tree.folder, inputs });
  expect(step.exitCode).toBe(1);
  expect(asked().filter((request) => request.includes('/versions/'))).toEqual([]);
  expect(step.leftFiles).toEqual({});
});

// Windows ends a process that is sent a signal at once: there is nothing to see.
const onSystemsWithSignals = process.platform === 'win32' ? describe.skip : describe;

onSystemsWithSignals('cancelled while it is uploaded', () => {
  test('the step ends at once, writes no version and leaves nothing', async () => {
    emulator.addFault({ method: 'PUT', fault: { kind: 'hang' } });
    let cancelledAt = 0;
    const step = await deploy({
      emulator,
      workspace: tree.folder,
      inputs,
      onStart: (child) => {
        const watch = setInterval(() => {
          if (child.exitCode === null && !emulator.requests.some(({ method }) => method === 'PUT')) return;
          clearInterval(watch);
          cancelledAt = performance.now();
          child.kill('SIGINT');
        }, 10);
      },
    });
    expect(performance.now() - cancelledAt).toBeLessThan(4_000);
    expect(step.exitCode).toBe(1);
    expect(step.annotations.find(({ kind }) => kind === 'error')?.message).toMatch(
      /^Cancelled \(SIGINT\).*\nWhether the source archive was written is not known: no answer came\.$/s,
    );
    expect(asked().filter((request) => request.includes('/versions/'))).toEqual([]);
    expect(step.leftFiles).toEqual({});
  });
});
