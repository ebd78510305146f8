import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findLogPlace } from '../../src/builds/find-log-place.ts';
import { createPlaceFinder, type LogPlace } from '../../src/builds/log-place.ts';
import { diskTakesLinks } from '../support/disk.ts';

const logs = path.join(import.meta.dirname, '..', 'fixtures', 'build-logs');

async function placeOf(log: string): Promise<LogPlace | undefined> {
  const finder = createPlaceFinder();
  for (const line of (await readFile(path.join(logs, log), 'utf8')).split('\n')) finder.read(line);
  return finder.place;
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
  "input": "./input_schema.json",
  "storages": {
    "dataset": "./.actor/dataset_schema.json"
  }
}
`;

const inputSchema = `{
  "title": "Input",
  "schemaVersion": 2,
  "properties": {
    "startUrls": {
      "type": "array"
    },
    "site": { "title": "Site" },
    "site.name": {
      "isSecret": true
    },
    "proxy": { "type": "object",
      "editor": "proxies" }
  },
  "required": ["urls"]
}
`;

const files = {
  'docker/Dockerfile': dockerfile,
  '.actor/actor.json': actorJson,
  '.actor/input_schema.json': inputSchema,
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
  'schema-required.log': '.actor/input_schema.json:5',
  'schema-not-allowed.log': '.actor/input_schema.json:10',
  'schema-value.log': '.actor/input_schema.json:13',
  'schema-top.log': '.actor/input_schema.json:3',
  'schema-missing-field.log': '.actor/input_schema.json:15',
  'actor-json-details.log': '.actor/actor.json:8',
  'actor-json-key.log': '.actor/actor.json:5',
  'actor-json-dotted.log': '.actor/actor.json:8',
  'actor-json-pointer.log': '.actor/actor.json:8',
  'actor-json-property.log': '.actor/actor.json:8',
  'actor-json-file.log': '.actor/actor.json:8',
  'no-place.log': undefined,
};

test('each log of a known kind has its place', async () => {
  const folder = await actor(files);
  const found: Record<string, string | undefined> = {};
  for (const log of await readdir(logs)) {
    const inLog = await placeOf(log);
    const place = inLog === undefined ? undefined : await findLogPlace(inLog, folder);
    found[log] = place === undefined ? undefined : `${place.file}:${place.line}`.replace('actors/one/', '');
  }
  expect(found).toEqual(expected);
});

describe('a place of a log', () => {
  const schema: LogPlace = { kind: 'input-schema', keys: 'properties.startUrls.editor' };
  const line: LogPlace = { kind: 'dockerfile', line: 5 };
  const without = (name: keyof typeof files) =>
    Object.fromEntries(Object.entries(files).filter(([key]) => key !== name));

  test.each<readonly [string, Readonly<Record<string, string>>, LogPlace, string | undefined]>([
    ['in the default Dockerfile', { Dockerfile: dockerfile }, line, 'Dockerfile:5'],
    [
      'in the first of the default Dockerfiles',
      { Dockerfile: '', '.actor/Dockerfile': dockerfile },
      line,
      '.actor/Dockerfile:5',
    ],
    ['in no Dockerfile', without('docker/Dockerfile'), line, undefined],
    ['behind the end of a Dockerfile', { Dockerfile: 'FROM x\n' }, line, undefined],
    ['in an input schema of the default place', { 'INPUT_SCHEMA.json': inputSchema }, schema, 'INPUT_SCHEMA.json:5'],
    [
      'in an input schema inside actor.json',
      { '.actor/actor.json': `{\n"input": {\n"properties": {\n"startUrls": {} } } }` },
      schema,
      '.actor/actor.json:4',
    ],
    [
      'in an input schema under its newer name',
      { '.actor/actor.json': '{ "inputSchema": "./other.json" }', '.actor/other.json': inputSchema },
      schema,
      '.actor/other.json:5',
    ],
    ['in an input schema that is no JSON', { 'INPUT_SCHEMA.json': '{ // x' }, schema, 'INPUT_SCHEMA.json:1'],
    ['in actor.json that is not there', {}, { kind: 'actor-json', keys: ['version'] }, undefined],
    ['of a file that actor.json does not name', files, { kind: 'named-in-actor-json', path: 'x.json' }, undefined],
    [
      'of an instruction that comes twice',
      { Dockerfile: 'FROM x\nRUN a\nRUN a\n' },
      { kind: 'instruction', text: 'RUN a' },
      undefined,
    ],
  ])('%s', async (_title, contents, inLog, expectedPlace) => {
    const place = await findLogPlace(inLog, await actor(contents));
    const shown = place === undefined ? undefined : `${place.file}:${place.line}`.replace('actors/one/', '');
    expect(shown).toBe(expectedPlace);
  });

  (diskTakesLinks ? test : test.skip)('is not looked for outside the workspace', async () => {
    const folder = await actor({});
    await writeFile(path.join(top, 'Dockerfile'), dockerfile);
    await symlink(path.join(top, 'Dockerfile'), path.join(folder.workingDirectory, 'Dockerfile'));
    expect(await findLogPlace(line, folder)).toBeUndefined();
    const above = await actor({ '.actor/actor.json': '{ "dockerfile": "../../../../Dockerfile" }' });
    expect(await findLogPlace(line, above)).toBeUndefined();
  });

  test('outside the Actor but inside the workspace is found', async () => {
    const folder = await actor({ '.actor/actor.json': '{ "dockerfile": "../../../Dockerfile" }' });
    await writeFile(path.join(folder.workspace, 'Dockerfile'), dockerfile);
    expect(await findLogPlace(line, folder)).toEqual({ file: 'Dockerfile', line: 5 });
  });
});

test('the last mistake of a log counts, and a step that failed no longer than that', () => {
  const finder = createPlaceFinder();
  finder.read('dockerfile parse error on line 3: unknown instruction: X');
  finder.read('Input schema is not valid (Field schema.title is required)');
  expect(finder.place).toEqual({ kind: 'input-schema', keys: 'title' });
});
