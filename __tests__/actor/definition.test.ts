import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type ActorDefinition,
  missingDefinition,
  parseActorDefinition,
  readActorDefinition,
} from '../../src/actor/definition.ts';
import { ActionError } from '../../src/errors.ts';

let top: string;
beforeAll(async () => {
  top = await realpath(await mkdtemp(path.join(tmpdir(), 'definition-')));
});
afterAll(() => rm(top, { recursive: true, force: true }));

let count = 0;

async function folderWith(content: string | Uint8Array | undefined, name = '.actor/actor.json') {
  count += 1;
  const workingDirectory = path.join(top, `case-${count}`);
  await mkdir(workingDirectory);
  if (content !== undefined) {
    const file = path.join(workingDirectory, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  return { workspace: top, workingDirectory };
}

const nothing = { name: false, version: false, buildTag: false };

async function read(
  content: string | Uint8Array | undefined,
  more: { replaced?: Partial<typeof nothing>; envVars?: readonly string[] } = {},
): Promise<ActorDefinition | undefined> {
  const folder = await folderWith(content);
  const replaced = { ...nothing, ...more.replaced };
  return readActorDefinition({ ...folder, replaced, replacedEnvVars: new Set(more.envVars) });
}

async function failure(work: Promise<unknown>): Promise<ActionError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ActionError);
  return error as ActionError;
}

describe('what is read', () => {
  test('everything that a deployment needs', async () => {
    const definition = await read(
      JSON.stringify({
        actorSpecification: 1,
        name: 'my-actor',
        title: 'Mine',
        description: 'Does it',
        version: '1.2',
        buildTag: 'beta',
        usesStandbyMode: true,
        environmentVariables: { A: 'x', N: 1.5, B: true, REF: '@key' },
        dockerfile: './Dockerfile',
        dockerContextDir: '..',
        input: './schemas/input.json',
        storages: { dataset: './dataset.json' },
        unknown: { is: 'fine' },
      }),
    );
    expect(definition).toMatchObject({
      file: expect.stringMatching(/^case-\d+\/\.actor\/actor\.json$/),
      name: 'my-actor',
      title: 'Mine',
      description: 'Does it',
      version: '1.2',
      buildTag: 'beta',
      usesStandbyMode: true,
      environmentVariables: { A: 'x', N: '1.5', B: 'true', REF: '@key' },
      dockerfile: './Dockerfile',
      dockerContextDir: '..',
    });
    expect(definition?.namedFiles).toEqual([
      '.actor/actor.json',
      '.actor/Dockerfile',
      '.actor/README.md',
      'README.md',
      '.actor/CHANGELOG.md',
      'CHANGELOG.md',
      '.actor/schemas/input.json',
      '.actor/dataset.json',
    ]);
  });

  test('no file is no error by itself', async () => {
    expect(await read(undefined)).toBeUndefined();
  });

  test('a byte order mark is fine', async () => {
    expect(await read('\ufeff{ "version": "0.1" }')).toMatchObject({ version: '0.1' });
  });

  test.each([
    ['name', { name: 'no good' }, { name: true }],
    ['version', { version: 1 }, { version: true }],
    ['buildTag', { buildTag: 7 }, { buildTag: true }],
  ])('a %s that an input replaces is not checked', async (key, content, replaced) => {
    const definition = await read(JSON.stringify(content), { replaced });
    expect(definition?.[key as 'name' | 'version' | 'buildTag']).toBeUndefined();
  });

  test('a variable that an input replaces is not checked', async () => {
    const definition = await read('{ "environmentVariables": { "A": null, "B": "b" } }', { envVars: ['A'] });
    expect(definition?.environmentVariables).toEqual({ A: '', B: 'b' });
  });

  test.each(['abc', 'a'.repeat(63), 'A-1-b'])('the name %s', async (name) => {
    expect(await read(JSON.stringify({ name }))).toMatchObject({ name });
  });
});

describe('what is wrong is told at its line', () => {
  test.each<[string, string, RegExp, { line: number; column?: number }, RegExp?]>([
    [
      'a comment',
      '{\n  // no\n  "name": "abc"\n}',
      /not valid JSON: line 2, column 3: a comment/,
      { line: 2, column: 3 },
    ],
    ['a trailing comma', '{\n  "name": "abc",\n}', /line 2, column 16: a trailing comma/, { line: 2, column: 16 }],
    ['an end that comes too early', '{\n  "name": "abc"', /it ends too early/, { line: 2 }],
    ['nothing at all', '', /it is empty/, { line: 1 }],
    ['single quotes', "{\n  'name': 1\n}", /line 2, column 3: unexpected "'"/, { line: 2, column: 3 }],
    ['a list', '[]', /is a list, not an object/, { line: 1 }],
    [
      'a version that is a number',
      '{\n  "version": 1.0\n}',
      /version is the number 1, not a string/,
      { line: 2, column: 3 },
      /"version": "1\.0"/,
    ],
    ['a version of three numbers', '{ "version": "1.0.0" }', /"1\.0\.0", not MAJOR\.MINOR/, { line: 1, column: 3 }],
    ['a leading zero', '{ "version": "01.0" }', /MAJOR\.MINOR/, { line: 1 }],
    [
      'a long text, without a part of it',
      `{ "version": "${'0123456789'.repeat(11)}" }`,
      /version is a text of 110 characters, not MAJOR\.MINOR$/,
      { line: 1 },
    ],
    ['a version over 99', '{ "version": "1.100" }', /MAJOR\.MINOR/, { line: 1 }],
    ['a name with the account', '{ "name": "jane/x-y" }', /no Actor's name/, { line: 1 }, /without the account/],
    ['a short name', '{ "name": "ab" }', /no Actor's name/, { line: 1 }],
    ['a long name', `{ "name": "${'a'.repeat(64)}" }`, /no Actor's name/, { line: 1 }],
    ['a name that ends with a hyphen', '{ "name": "abc-" }', /no Actor's name/, { line: 1 }],
    ['an empty tag', '{ "buildTag": "" }', /buildTag is empty/, { line: 1 }],
    ['a title that is none', '{ "title": [] }', /title is a list, not a string/, { line: 1 }],
    ['a mode that is none', '{ "usesStandbyMode": "yes" }', /usesStandbyMode is "yes", not a boolean/, { line: 1 }],
    ['variables that are a list', '{ "environmentVariables": [] }', /environmentVariables is a list/, { line: 1 }],
    [
      'a variable that is null',
      '{ "environmentVariables": {\n  "A": null } }',
      /environmentVariables\.A is null/,
      { line: 2, column: 3 },
    ],
    [
      'a variable that is an object',
      '{ "environmentVariables": {\n  "A": {} } }',
      /environmentVariables\.A is an object/,
      { line: 2 },
    ],
    ['a variable whose name is none', '{ "environmentVariables": { "1-A": "" } }', /1-A is no name/, { line: 1 }],
    [
      'a value that is too long',
      `{ "environmentVariables": { "A": "${'x'.repeat(50_001)}" } }`,
      /has 50001 characters/,
      { line: 1 },
    ],
    [
      'a number that would change',
      '{ "environmentVariables": { "A": 12345678901234567890 } }',
      /too large to be kept/,
      { line: 1 },
    ],
  ])('%s', async (_title, content, message, place, ...[hint]) => {
    const error = await failure(read(content));
    expect(error.message).toMatch(message);
    expect(error.place).toMatchObject({ file: expect.stringMatching(/\.actor\/actor\.json$/), ...place });
    expect(error.hint ?? error.message).toMatch(hint ?? /\w/);
  });

  test('several mistakes are one error, in the order of their lines', async () => {
    const error = await failure(read('{\n  "version": 1,\n  "environmentVariables": { "A": null },\n  "name": "x"\n}'));
    expect(error.message).toMatch(
      /has 3 mistakes:\n- line 2: version.*\n- line 3: environmentVariables\.A.*\n- line 4: name/,
    );
    expect(error.place).toMatchObject({ line: 2 });
  });

  test('a value in an error cannot be a secret of another place, and is cut', async () => {
    const error = await failure(read(JSON.stringify({ version: 'v'.repeat(200) })));
    expect(error.message.length).toBeLessThan(300);
  });

  test('bytes that are no UTF-8', async () => {
    const error = await failure(read(Buffer.from('{\n"title": "\xe9" }', 'latin1')));
    expect(error.message).toMatch(/is not UTF-8 text/);
    expect(error.place).toMatchObject({ line: 2 });
  });

  test('a file that is far too large', async () => {
    const error = await failure(read(' '.repeat(3 * 1024 ** 2 + 1)));
    expect(error.message).toMatch(/3145729 bytes/);
  });

  test('a folder in its place', async () => {
    const folder = await folderWith('', '.actor/actor.json/x');
    const error = await failure(readActorDefinition({ ...folder, replaced: nothing, replacedEnvVars: new Set() }));
    expect(error.message).toMatch(/is not a file/);
  });

  test.each([
    ['.actor', '../shared', /\/.actor\/actor\.json is behind a link that Git has checked out as text$/],
    ['.actor', 'shared', /\/.actor\/actor\.json is behind a link that Git has checked out as text$/],
    ['.actor/actor.json', '../shared/actor.json', /\/.actor\/actor\.json is a link that Git has checked out as text$/],
  ])('%s as the text of a link to %s, as on Windows', async (name, text, message) => {
    const folder = await folderWith(text, name);
    await mkdir(path.resolve(folder.workingDirectory, path.dirname(name), path.dirname(text)), { recursive: true });
    const target = path.resolve(folder.workingDirectory, path.dirname(name), text);
    if (text.endsWith('.json')) await writeFile(target, '{}');
    else await mkdir(target, { recursive: true });
    const error = await failure(readActorDefinition({ ...folder, replaced: nothing, replacedEnvVars: new Set() }));
    expect(error.message).toMatch(message);
    expect(error.hint).toMatch(/core\.symlinks true before the checkout/);
  });

  test('a file of that name that is no link’s text is nobody’s business', async () => {
    const folder = await folderWith('an actor', '.actor');
    expect(await readActorDefinition({ ...folder, replaced: nothing, replacedEnvVars: new Set() })).toBeUndefined();
  });

  test('a link out of the workspace', async () => {
    const folder = await folderWith('', 'x');
    const outside = await mkdtemp(path.join(tmpdir(), 'outside-'));
    await writeFile(path.join(outside, 'actor.json'), '{}');
    await symlink(outside, path.join(folder.workingDirectory, '.actor'), 'junction');
    const error = await failure(readActorDefinition({ ...folder, replaced: nothing, replacedEnvVars: new Set() }));
    expect(error.message).toMatch(/leads out of the workspace/);
    await rm(outside, { recursive: true });
  });
});

test('no text makes the reader crash or hang, and each fault has a place', async () => {
  const texts = fc.oneof(
    fc.json(),
    fc.string({ unit: 'binary' }),
    fc.json().map((text) => text.slice(0, -1)),
    fc
      .dictionary(fc.constantFrom('name', 'version', 'environmentVariables', 'title', 'storages'), fc.jsonValue())
      .map((value) => JSON.stringify(value)),
  );
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      try {
        await parseActorDefinition(text, 'actor.json', { replaced: nothing, replacedEnvVars: new Set() });
      } catch (error) {
        expect(error).toBeInstanceOf(ActionError);
        const { line = 0 } = (error as ActionError).place ?? {};
        expect(line).toBeGreaterThanOrEqual(1);
        expect(line).toBeLessThanOrEqual(text.split(/\r\n|\n|\r/).length);
      }
    }),
    { numRuns: 10_000 },
  );
});

describe('where neither inputs nor actor.json tell what is needed', () => {
  test.each<[string, string | undefined, string, ('actor-id' | 'version')[], RegExp, RegExp]>([
    [
      'no file',
      undefined,
      '',
      ['actor-id', 'version'],
      /^There is no .*actor\.json, and the inputs actor-id and version are empty/,
      /input actor-id.*input version/s,
    ],
    [
      'a file without a name',
      '{}',
      '.actor/actor.json',
      ['actor-id'],
      /has no "name", and the input actor-id is empty/,
      /input actor-id/,
    ],
    [
      'an actor.json at the root',
      '{}',
      'actor.json',
      ['actor-id'],
      /There is no/,
      /git mv .*actor\.json .*\.actor\/actor\.json/,
    ],
    ['an apify.json', '{}', 'apify.json', ['actor-id'], /There is no/, /apify\.json is of the old form.*move its name/],
  ])('%s', async (_title, content, name, missing, message, hint) => {
    const folder = await folderWith(content, name);
    const error = await missingDefinition({ ...folder, missing });
    expect(error.message).toMatch(message);
    expect(error.hint).toMatch(hint);
  });

  test('an empty workspace tells of the checkout', async () => {
    const workspace = await mkdtemp(path.join(tmpdir(), 'empty-'));
    const error = await missingDefinition({ workspace, workingDirectory: workspace, missing: ['actor-id'] });
    expect(error.hint).toMatch(/run actions\/checkout/);
    await rm(workspace, { recursive: true });
  });
});
