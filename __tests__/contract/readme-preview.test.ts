import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { codeBlocks, readDocuments } from '../support/documents.ts';
import type { Workflow } from '../support/workflows.ts';

const workflow = readDocuments()
  .flatMap((document) => codeBlocks(document, 'yaml'))
  .map((yaml) => parse(yaml) as Workflow & { readonly name?: string })
  .find(({ name }) => name === 'Preview');
const scripts = Object.values(workflow?.jobs ?? {})
  .flatMap(({ steps = [] }) => steps)
  .flatMap(({ run }) => run ?? []);
const [nameIt = '', cleanUp = ''] = scripts;

interface Ended {
  readonly exitCode: number | null;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
}

async function runScript(script: string, environment: Readonly<Record<string, string>>): Promise<Ended> {
  const folder = await mkdtemp(path.join(tmpdir(), 'script-'));
  try {
    const output = path.join(folder, 'output');
    await writeFile(output, '');
    const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
      cwd: folder,
      env: { PATH: process.env['PATH'] ?? '', GITHUB_OUTPUT: output, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const log = (await Promise.all([text(child.stdout), text(child.stderr)])).join('');
    const lines = (await readFile(output, 'utf8')).trim().split('\n');
    const outputs = Object.fromEntries(lines.map((line) => line.split('=')));
    return { exitCode: await ended, log, outputs };
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

test.each([
  ['5', '10.5'],
  ['105', '11.5'],
  ['1234', '22.34'],
  ['8999', '99.99'],
  ['9000', '10.0'],
])('pull request %s is version %s', async (number, version) => {
  const { outputs } = await runScript(nameIt, { NUMBER: number });
  expect(outputs).toEqual({ version, tag: `pr-${number}` });
});

describe('when a pull request is closed', () => {
  const close = ({ url, token }: Emulator, version: string): Promise<Ended> =>
    runScript(cleanUp.replace('https://api.apify.com', url), {
      ACTOR: 'janedoe~my-actor',
      APIFY_TOKEN: token,
      VERSION: version,
      TAG: 'pr-5',
    });

  test('its version and its tag go', async () => {
    await using emulator = await startEmulator();
    const versions = [{ versionNumber: '0.1' }, { versionNumber: '10.5' }];
    const actor = emulator.addActor({ name: 'my-actor', versions });
    for (const [tag, buildNumber] of [
      ['pr-5', '10.5.1'],
      ['latest', '0.1.1'],
    ] as const) {
      actor.taggedBuilds[tag] = {
        buildId: 'a',
        buildNumber,
        buildNumberInt: 1,
        finishedAt: '2026-11-24T00:00:00.000Z',
      };
    }
    expect(await close(emulator, '10.5')).toMatchObject({ exitCode: 0, log: '' });
    expect(actor.versions.map(({ versionNumber }) => versionNumber)).toEqual(['0.1']);
    expect(Object.keys(actor.taggedBuilds)).toEqual(['latest']);
  });

  test('one that was never deployed is no failure', async () => {
    await using emulator = await startEmulator();
    emulator.addActor({ name: 'my-actor', versions: [{ versionNumber: '0.1' }] });
    expect(await close(emulator, '10.5')).toMatchObject({ exitCode: 0, log: '' });
  });

  test('a token that is refused is a failure, with its reason', async () => {
    await using emulator = await startEmulator();
    emulator.addActor({ name: 'my-actor', versions: [{ versionNumber: '0.1' }] });
    const { exitCode, log } = await close({ ...emulator, token: 'apify_api_other' }, '10.5');
    expect(exitCode).toBe(1);
    expect(log).toContain('user-or-token-not-found');
  });

  test('any other failure is one, with its reason', async () => {
    await using emulator = await startEmulator();
    emulator.addActor({ name: 'my-actor', versions: [{ versionNumber: '10.5' }] });
    const { exitCode, log } = await close(emulator, '10.5');
    expect(exitCode).toBe(1);
    expect(log).toContain('too-few-versions');
  });
});
