import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { startEmulator } from '../../../emulator/emulator.ts';
import { sourceFolder } from '../../support/source-folder.ts';

const MB = 1_000_000;

/** Packs the files of a folder and uploads the archive in a separate process. */
const script = `
  import { readdirSync, statSync } from 'node:fs';
  const [source, folder, url, token] = process.argv.slice(1);
  const { packArchive } = await import(source + '/source/archive/pack-archive.ts');
  const { removeArchive } = await import(source + '/source/archive/temporary-folder.ts');
  const { createLeakCheck } = await import(source + '/source/checks/leak-check.ts');
  const { uploadArchive } = await import(source + '/version/archive.ts');
  const { createApifyApi } = await import(source + '/apify/client.ts');
  const { systemClock } = await import(source + '/time/clock.ts');
  const files = readdirSync(folder).map((name) => {
    const path = folder + '/' + name;
    return { name, path, size: statSync(path).size, executable: false, tracked: true };
  });
  const secrets = [{ name: 'token', value: 'apify_api_0123456789', kind: 'token' }];
  const { inspect } = createLeakCheck(secrets, { names: [], shownFolder: '' });
  const { signal } = new AbortController();
  const archive = await packArchive({ files, temporaryFolder: undefined, workspace: folder, inspect, signal });
  try {
    const api = createApifyApi({ baseUrl: url, token, clock: systemClock });
    await uploadArchive(api, archive, { actorId: 'aBcDeFgHiJkLmNoPq', versionNumber: '0.1', now: 0 });
  } finally {
    await removeArchive(archive.path);
  }
  console.log(JSON.stringify({ byteLength: archive.byteLength, maxRssKb: process.resourceUsage().maxRSS }));`;

/** @returns the peak memory of the process, in MB. */
async function memoryFor(megabytes: number): Promise<number> {
  await using folder = await sourceFolder({});
  await using emulator = await startEmulator();
  // Half of the data is in one file. Every second block cannot be compressed.
  const blocks = [randomBytes(MB), Buffer.alloc(MB, 'line of text\n')] as const;
  for (const [name, count] of Object.entries({ large: megabytes / 2, ...fromOneTo(megabytes / 2) })) {
    await using file = await open(path.join(folder.folder, name), 'w');
    for (let block = 0; block < count; block += 1) await file.write(blocks[(block + name.length) % 2] ?? blocks[0]);
  }
  const source = pathToFileURL(path.join(import.meta.dirname, '../../../src')).href;
  const args = ['--no-warnings', '--input-type=module', '--eval', script];
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...args,
    ...[source, folder.folder, emulator.url, emulator.token],
  ]);
  const { byteLength, maxRssKb } = JSON.parse(stdout);
  expect(byteLength).toBeGreaterThan((megabytes / 4) * MB);
  const [record] = emulator.platform.stores[0]?.records.values() ?? [];
  expect(record?.byteLength).toBe(byteLength);
  return (maxRssKb * 1024) / MB;
}

function fromOneTo(count: number): Readonly<Record<string, number>> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [String(index), 1]));
}

test('packing and uploading 120 MB requires less than 60 MB more memory than 20 MB', async () => {
  const small = await memoryFor(20);
  expect((await memoryFor(120)) - small).toBeLessThan(60);
}, 60_000);
