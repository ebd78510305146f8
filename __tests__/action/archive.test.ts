import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { smallActor, startScenario } from '../support/deployment.ts';
import { readZip, sourceFolder } from '../support/source-folder.ts';

const media = randomBytes(2_500_000);
const files = { ...smallActor, 'run.sh': '#!/bin/sh\n', empty: '', 'media/a.mp4': media };
const actorPath = '/acts/janedoe~my-actor';
const noBuild = { build: 'false' };
const uploads = [
  'POST /key-value-stores',
  expect.stringMatching(/^PUT \/key-value-stores\/\w+\/records\/0\.1-.+\.zip$/),
];

test.concurrent('packs and uploads files that are too large for the request, and leaves no file behind', async () => {
  await using scenario = await startScenario({ files });
  const step = await scenario.run(noBuild);
  expect(step.leftFiles).toEqual({});
  expect(scenario.reads()).toEqual([actorPath, '/users/me']);
  expect(scenario.writes()).toEqual([...uploads, `POST ${actorPath}/versions/0.1`]);
  const version = scenario.actor?.versions[0];
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
  expect(notice).toMatch(/archive.* 3 MiB.*media\/a\.mp4 \(2\.5 MB\), .*add lines to \.actorignore$/);
  expect(step.masks).toEqual(expect.arrayContaining([url, url.replace(/.*signature=/, '')]));

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

test.concurrent('two steps upload to different keys', async () => {
  await using scenario = await startScenario();
  for (const _ of [1, 2]) await scenario.run({ ...noBuild, 'source-type': 'TARBALL' });
  expect(scenario.emulator.platform.stores.map(({ records }) => records.size)).toEqual([2]);
});

test.concurrent('files replace an archive of this action if no input chooses the source', async () => {
  await using scenario = await startScenario();
  await scenario.run({ ...noBuild, 'source-type': 'TARBALL' });
  const step = await scenario.run(noBuild);
  expect(step.outputs['source-type']).toBe('SOURCE_FILES');
});

test.concurrent('the archive of a new Actor is in the store of that Actor', async () => {
  await using scenario = await startScenario({ versions: 'none' });
  const step = await scenario.run({ ...noBuild, 'source-type': 'TARBALL' });
  expect(step.outputs).toMatchObject({ created: 'actor', 'source-type': 'TARBALL' });
  const { platform } = scenario.emulator;
  const actor = platform.findActor('janedoe~my-actor');
  expect(platform.stores.map(({ name }) => name)).toEqual([`actor-${actor?.id}-source`]);
  expect(actor?.versions[0]?.tarballUrl).toContain('/records/0.1-');
});

test.concurrent('a dry run packs the files and sends nothing', async () => {
  await using scenario = await startScenario({ files });
  const step = await scenario.run({ ...noBuild, 'dry-run': 'true' });
  expect(step.exitCode).toBe(0);
  expect(step.outputs).toMatchObject({ 'source-type': 'TARBALL', 'source-file-count': '6' });
  expect(scenario.writes()).toEqual([]);
  expect(step.leftFiles).toEqual({});
});

test.concurrent('a secret in a file fails the step before anything is sent, and leaves no file behind', async () => {
  const leak = Buffer.concat([media, Buffer.from('correct horse battery')]);
  await using scenario = await startScenario({ files: { ...files, 'media/b.mp4': leak } });
  const step = await scenario.run(
    { ...noBuild, 'secret-env-vars': 'PASSWORD=correct horse battery', 'env-vars-mode': 'replace' },
    { secrets: ['correct horse battery'] },
  );
  expect(step.exitCode).toBe(1);
  expect(step.annotations.find(({ kind }) => kind === 'error')?.message).toMatch(
    /^media\/b\.mp4 contains the value of the secret PASSWORD/,
  );
  expect(scenario.writes()).toEqual([]);
  expect(step.leftFiles).toEqual({});
});

test.concurrent('a rejected upload fails the step and leaves no file behind', async () => {
  await using scenario = await startScenario({ files });
  const fault = { kind: 'status', status: 413, type: 'request-too-large' } as const;
  scenario.emulator.addFault({ method: 'PUT', fault });
  const step = await scenario.run(noBuild);
  expect(step.exitCode).toBe(1);
  expect(scenario.writes()).toEqual(uploads);
  expect(step.leftFiles).toEqual({});
});

// Windows ends a process that receives a signal at once.
const onSystemsWithSignals = process.platform === 'win32' ? describe.skip : describe;

onSystemsWithSignals('a cancellation during the upload', () => {
  test.concurrent('ends the step at once, creates no version, and leaves no file behind', async () => {
    await using scenario = await startScenario({ files });
    scenario.emulator.addFault({ method: 'PUT', fault: { kind: 'hang' } });
    const step = await scenario.cancelAt('SIGINT', /^PUT /, noBuild);
    // The grace period for other requests is 5 seconds.
    expect(step.ms).toBeLessThan(4_500);
    expect(step.exitCode).toBe(1);
    expect(step.annotations.find(({ kind }) => kind === 'error')?.message).toMatch(
      /^Canceled \(SIGINT\).*\nThe source archive may or may not have been written: Apify did not respond\.$/s,
    );
    expect(scenario.writes()).toEqual(uploads);
    expect(step.leftFiles).toEqual({});
  });
});
