import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findInstruction, findLogPlace } from '../../src/builds/find-log-place.ts';
import { createMistakeFinder, type LogPlace } from '../../src/builds/log-place.ts';
import { diskTakesLinks } from '../support/disk.ts';

const logs = path.join(import.meta.dirname, '..', 'fixtures', 'build-logs');

async function placeOf(log: string): Promise<LogPlace | undefined> {
  const finder = createMistakeFinder();
  for (const line of (await readFile(path.join(logs, log), 'utf8')).split('\n')) finder.read(line);
  return finder.place();
}

const dockerfile = `# syntax=docker/dockerfile:1
FROM apify/actor-node:24
COPY package*.json ./
# Only what it runs with
RUN npm ci \\
    --omit=dev
COPY . ./
CMD npm start
`;

const actorJson = `{
  "actorSpecification": 1,
  "name": "my-actor",
  "version": "0.1",
  "dockerfile": "../docker/Dockerfile",
  "input": "./input_schema.json"
}
`;

const files = {
  'docker/Dockerfile': dockerfile,
  '.actor/actor.json': actorJson,
};

async function write(folder: string, contents: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, content] of Object.entries(contents)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
}

let top: string;
beforeAll(async () => {
  top = await mkdtemp(path.join(tmpdir(), 'places-'));
});
afterAll(() => rm(top, { recursive: true }));

/** A workspace with an Actor in `actors/one`. */
async function actor(contents: Readonly<Record<string, string>>) {
  const workspace = await mkdtemp(path.join(top, 'workspace-'));
  const workingDirectory = path.join(workspace, 'actors', 'one');
  await mkdir(workingDirectory, { recursive: true });
  await write(workingDirectory, contents);
  return { workspace, workingDirectory };
}

const expected: Readonly<Record<string, string | undefined>> = {
  'buildkit-run.log': 'docker/Dockerfile:5',
  'buildkit-steps.log': 'docker/Dockerfile:5',
  'classic-run.log': 'docker/Dockerfile:5',
  'classic-copy.log': 'docker/Dockerfile:3',
  'classic-image.log': 'docker/Dockerfile:2',
  'parse-error.log': 'docker/Dockerfile:5',
  'parse-error-classic.log': 'docker/Dockerfile:5',
  'no-place.log': undefined,
};

test('finds the place for each kind of log', async () => {
  const folder = await actor(files);
  const found: Record<string, string | undefined> = {};
  for (const log of await readdir(logs)) {
    const inLog = await placeOf(log);
    const place = inLog === undefined ? undefined : await findLogPlace(inLog, folder);
    found[log] = place === undefined ? undefined : `${place.file}:${place.line}`.replace('actors/one/', '');
  }
  expect(found).toEqual(expected);
});

describe('the place of a mistake', () => {
  const line: LogPlace = { kind: 'line', line: 5 };
  const without = (name: keyof typeof files) =>
    Object.fromEntries(Object.entries(files).filter(([key]) => key !== name));

  test.each<readonly [string, Readonly<Record<string, string>>, LogPlace, string | undefined]>([
    ['is in the default Dockerfile', { Dockerfile: dockerfile }, line, 'Dockerfile:5'],
    [
      'is in the first of the default Dockerfiles',
      { Dockerfile: '', '.actor/Dockerfile': dockerfile },
      line,
      '.actor/Dockerfile:5',
    ],
    [
      'is in a Dockerfile that actor.json names relative to the Actor',
      { '.actor/actor.json': '{ "dockerfile": "./docker/Dockerfile" }', 'docker/Dockerfile': dockerfile },
      line,
      'docker/Dockerfile:5',
    ],
    ['is unknown if the Dockerfile does not exist', without('docker/Dockerfile'), line, undefined],
    ['is unknown after the end of a Dockerfile', { Dockerfile: 'FROM x\n' }, line, undefined],
    [
      'is unknown for an instruction that occurs twice',
      { Dockerfile: 'FROM x\nRUN a\nRUN a\n' },
      { kind: 'instruction', text: 'RUN a' },
      undefined,
    ],
  ])('%s', async (_title, contents, inLog, expectedPlace) => {
    const place = await findLogPlace(inLog, await actor(contents));
    const shown = place === undefined ? undefined : `${place.file}:${place.line}`.replace('actors/one/', '');
    expect(shown).toBe(expectedPlace);
  });

  (diskTakesLinks ? test : test.skip)('is never outside the workspace', async () => {
    const folder = await actor({});
    await writeFile(path.join(top, 'Dockerfile'), dockerfile);
    await symlink(path.join(top, 'Dockerfile'), path.join(folder.workingDirectory, 'Dockerfile'));
    expect(await findLogPlace(line, folder)).toBeUndefined();
    const above = await actor({ '.actor/actor.json': '{ "dockerfile": "../../../../Dockerfile" }' });
    expect(await findLogPlace(line, above)).toBeUndefined();
  });

  test('may be outside the Actor if it is inside the workspace', async () => {
    const folder = await actor({ '.actor/actor.json': '{ "dockerfile": "../../../Dockerfile" }' });
    await writeFile(path.join(folder.workspace, 'Dockerfile'), dockerfile);
    expect(await findLogPlace(line, folder)).toEqual({ file: 'Dockerfile', line: 5 });
  });
});

test('uses the last mistake in a log', () => {
  const finder = createMistakeFinder();
  finder.read('dockerfile parse error on line 3: unknown instruction: X');
  finder.read('dockerfile parse error on line 4: unknown instruction: Y');
  expect(finder.place()).toEqual({ kind: 'line', line: 4 });
});

test('remembers only the last 100 steps of a log', () => {
  const finder = createMistakeFinder();
  for (let step = 1; step <= 101; step += 1) finder.read(`#${step} [1/1] RUN ${step}`);
  finder.read('#1 ERROR: process did not complete successfully');
  expect(finder.place()).toBeUndefined();
  finder.read('#2 ERROR: process did not complete successfully');
  expect(finder.place()).toEqual({ kind: 'instruction', text: 'RUN 2' });
});

/** Each of these lines would take seconds with a pattern that searches from every character. */
const slow = 8_000;
test.each([
  ['brackets', `#1 [${'a '.repeat(slow)}`],
  ['parse errors', 'dockerfile parse error line 1'.repeat(slow / 16)],
  ['commands', `The command '${"'".repeat(slow)}`],
  ['times', '2026-11-24T09:00:00.000Z '.repeat(slow / 16)],
  ['spaces', ' '.repeat(slow * 2)],
])('reads 300 hostile lines quickly: %s', (_title, line) => {
  const finder = createMistakeFinder();
  for (let count = 0; count < 300; count += 1) finder.read(line);
  finder.read('dockerfile parse error on line 3: unknown instruction: X');
  expect(finder.place()).toEqual({ kind: 'line', line: 3 });
});

test.each([
  ['here-documents', `RUN ${'<<A '.repeat(100_000)}\n${'A\n'.repeat(100_000)}CMD x\n`, 100_002],
  ['instructions', `${'RUN a\n'.repeat(100_000)}CMD x\n`, 100_001],
  ['continuations', `RUN a${' \\\n b'.repeat(100_000)}\nCMD x\n`, 100_002],
])('finds an instruction quickly after 100,000 %s', (_title, text, expectedLine) => {
  expect(findInstruction(text, { text: `CMD x` })).toBe(expectedLine);
});
