import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type ActorDefinition, parseActorDefinition } from '../../src/actor/definition.ts';
import { ActionError } from '../../src/errors.ts';
import { anyCharacter } from '../support/characters.ts';
import { readDefinition } from '../support/read-definition.ts';

let top: string;
beforeAll(async () => {
  top = await realpath(await mkdtemp(path.join(tmpdir(), 'definition-')));
});
afterAll(() => rm(top, { recursive: true, force: true, maxRetries: 10 }));

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
  return readDefinition(folder, { replaced, replacedEnvVars: new Set(more.envVars) });
}

async function failure(work: Promise<unknown>): Promise<ActionError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ActionError);
  return error as ActionError;
}

function mistakesIn(text: string): ActionError {
  try {
    parseActorDefinition(text, '.actor/actor.json', {});
  } catch (error) {
    if (error instanceof ActionError) return error;
    throw error;
  }
  throw new Error('The text has no mistakes');
}

describe('reads', () => {
  test('all properties that a deployment needs', async () => {
    const definition = await read(
      JSON.stringify({
        actorSpecification: 1,
        name: 'my-actor',
        title: 'Mine',
        description: 'Does it',
        version: '1.2',
        buildTag: 'pr/1:x',
        usesStandbyMode: true,
        environmentVariables: { A: 'x', EMPTY: '', REF: '@key' },
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
      buildTag: 'pr/1:x',
      usesStandbyMode: true,
      environmentVariables: { A: 'x', EMPTY: '', REF: '@key' },
      dockerfile: './Dockerfile',
      dockerContextDir: '..',
    });
  });

  test('a missing file as undefined', async () => {
    expect(await read(undefined)).toBeUndefined();
  });

  test('a file with a byte order mark', async () => {
    expect(await read('\ufeff{ "version": "0.1" }')).toMatchObject({ version: '0.1' });
  });

  test.each([
    ['null for every optional property', 'null'],
    ['an empty list of variables', '{ "environmentVariables": [] }'],
    ['no dockerfile', '{ "dockerfile": false }'],
    ['an empty tag', '{ "buildTag": "" }'],
  ])('%s as absent', (_title, text) => {
    const keys = ['name', 'version', 'buildTag', 'title', 'description', 'usesStandbyMode', 'environmentVariables'];
    const more = ['dockerfile', 'dockerContextDir', 'readme', 'changelog', 'input', 'output', 'storages'];
    const nulls = JSON.stringify(Object.fromEntries([...keys, ...more].map((key) => [key, null])));
    const empty = parseActorDefinition('{}', 'f', {});
    expect(parseActorDefinition(text === 'null' ? nulls : text, 'f', {})).toEqual(empty);
  });

  test.each([
    ['name', { name: 'no good' }, { name: true }],
    ['version', { version: 1 }, { version: true }],
    ['buildTag', { buildTag: 7 }, { buildTag: true }],
  ])('an invalid %s that an input replaces as absent', async (key, content, replaced) => {
    const definition = await read(JSON.stringify(content), { replaced });
    expect(definition?.[key as 'name' | 'version' | 'buildTag']).toBeUndefined();
  });

  test('an invalid variable that an input replaces as empty', async () => {
    const definition = await read('{ "environmentVariables": { "A": null, "B": "b" } }', { envVars: ['A'] });
    expect(definition?.environmentVariables).toEqual({ A: '', B: 'b' });
  });

  test.each(['abc', 'a'.repeat(63), 'A-1-b'])('the name %s', async (name) => {
    expect(await read(JSON.stringify({ name }))).toMatchObject({ name });
  });

  test('a value of exactly 50,000 characters and a name of exactly 100', () => {
    const variables = { ['N'.repeat(100)]: 'x'.repeat(50_000) };
    const text = JSON.stringify({ environmentVariables: variables });
    expect(parseActorDefinition(text, 'f', {}).environmentVariables).toEqual(variables);
  });
});

/** Every kind of mistake in the values: its position, its pointer, and the facts that message and hint contain. */
const mistakes: readonly (readonly [text: string, place: string, pointer: string, facts: readonly string[]])[] = [
  ['{\n  "version": 1.0\n}', '2:3', '/version', ['version is the number 1, not a string', '"version": "1.0"']],
  ['{ "version": 0.12 }', '1:3', '/version', ['the number 0.12', '"version": "0.12"']],
  ['{ "version": 1e21 }', '1:3', '/version', ['the number 1e+21', '"version": "1.0"']],
  [
    '{ "version": "1.0.0" }',
    '1:3',
    '/version',
    ['"1.0.0", not MAJOR.MINOR', 'Use "1.0"', 'third number at each build'],
  ],
  ['{ "version": "01.0" }', '1:3', '/version', ['"01.0", not MAJOR.MINOR', '0 to 99', '"1.2"']],
  ['{ "version": "1.100" }', '1:3', '/version', ['MAJOR.MINOR']],
  ['{ "version": "" }', '1:3', '/version', ['"", not MAJOR.MINOR']],
  ['{ "version": {} }', '1:3', '/version', ['an object, not MAJOR.MINOR']],
  [`{ "version": "${'0123456789'.repeat(11)}" }`, '1:3', '/version', ['version is a string of 110 characters, not']],
  ['{ "name": "jane/x-y" }', '1:3', '/name', ['name is "jane/x-y"', 'not a valid Actor name', 'without the account']],
  ['{ "name": "ab" }', '1:3', '/name', ['"ab"', '3 to 63']],
  [`{ "name": "${'a'.repeat(64)}" }`, '1:3', '/name', ['3 to 63']],
  ['{ "name": "abc-" }', '1:3', '/name', ['inner hyphens']],
  ['{ "name": 5 }', '1:3', '/name', ['the number 5']],
  ['{ "buildTag": "my tag" }', '1:3', '/buildTag', ['buildTag is "my tag"', 'not a valid tag', 'white space']],
  ['{ "buildTag": "a\\u0000" }', '1:3', '/buildTag', ['"a\\u0000"', 'control characters']],
  ['{ "buildTag": true }', '1:3', '/buildTag', ['buildTag is true, not a string', 'double quotes']],
  ['{ "title": [] }', '1:3', '/title', ['title is a list, not a string']],
  ['{ "description": 1 }', '1:3', '/description', ['description is the number 1, not a string']],
  ['{ "dockerfile": true }', '1:3', '/dockerfile', ['dockerfile is true, not a string']],
  ['{ "dockerContextDir": {} }', '1:3', '/dockerContextDir', ['an object, not a string']],
  ['{ "usesStandbyMode": "yes" }', '1:3', '/usesStandbyMode', ['"yes", not a boolean', 'without quotes']],
  [
    '{ "environmentVariables": ["A"] }',
    '1:3',
    '/environmentVariables',
    ['a list, not an object', '{ "NAME": "value" }'],
  ],
  ['{ "environmentVariables": false }', '1:3', '/environmentVariables', ['false, not an object']],
  [
    '{ "environmentVariables": {\n  "A": null } }',
    '2:3',
    '/environmentVariables/A',
    ['environmentVariables.A is null', '"A": ""'],
  ],
  [
    '{ "environmentVariables": {\n  "A": 1.5 } }',
    '2:3',
    '/environmentVariables/A',
    ['the number 1.5, not a string', '"A": "1.5"'],
  ],
  [
    '{ "environmentVariables": {\n  "A": true } }',
    '2:3',
    '/environmentVariables/A',
    ['is true, not a string', '"A": "true"'],
  ],
  [
    '{ "environmentVariables": {\n  "A": {} } }',
    '2:3',
    '/environmentVariables/A',
    ['an object, not a string', '"A": "value"'],
  ],
  [
    '{ "environmentVariables": { "1-A": "" } }',
    '1:29',
    '/environmentVariables/1-A',
    ['1-A is not a valid variable name', 'letters, digits and underscores'],
  ],
  ['{ "environmentVariables": { "a/b~c": "" } }', '1:29', '/environmentVariables/a~1b~0c', ['a/b~c']],
  [
    `{ "environmentVariables": { "${'N'.repeat(101)}": "" } }`,
    '1:29',
    `/environmentVariables/${'N'.repeat(101)}`,
    ['a name of 101 characters', 'at most 100'],
  ],
  [
    `{ "environmentVariables": { "A": "${'x'.repeat(50_001)}" } }`,
    '1:29',
    '/environmentVariables/A',
    ['a value of 50001 characters', 'at most 50000'],
  ],
];

describe('reports a mistake at its position', () => {
  test.each(mistakes)('%s', (text, place, pointer, facts) => {
    const { message, hint, problems, place: at } = mistakesIn(text);
    for (const fact of facts) expect(`${message}\n${hint}`).toContain(fact);
    expect(message).toMatch(/^\.actor\/actor\.json: /);
    expect(hint).toMatch(/\.$/);
    expect(problems).toEqual([
      {
        level: 'error',
        file: '.actor/actor.json',
        line: at?.line,
        column: at?.column,
        pointer,
        message: expect.any(String),
        hint,
      },
    ]);
    expect(`${at?.line}:${at?.column}`).toBe(place);
  });

  test('several mistakes in one error, in the order of their lines', () => {
    const error = mistakesIn('{\n  "version": 1,\n  "environmentVariables": { "A": null },\n  "name": "x"\n}');
    expect(error.message).toMatch(
      /has 3 mistakes:\n- line 2: version .*\n- line 3: environmentVariables\.A .*\n- line 4: name /,
    );
    expect(error.place).toMatchObject({ line: 2 });
    expect(error.problems.map(({ pointer }) => pointer)).toEqual(['/version', '/environmentVariables/A', '/name']);
  });

  test.each([
    ['a comment', '{\n  // no\n  "name": "abc"\n}', '2:3', 'line 2, column 3: a comment'],
    ['a trailing comma', '{\n  "name": "abc",\n}', '2:16', 'a trailing comma'],
    ['a missing brace at the end', '{\n  "name": "abc"', '2:16', 'the end of the file'],
    ['an empty file', '', '1:1', 'the file is empty'],
    ['single quotes', "{\n  'name': 1\n}", '2:3', `"'"`],
    ['a list', '[]', '1:1', 'is a list, not an object'],
    ['null', 'null', '1:1', 'is null, not an object'],
  ])('%s', (_title, text, place, fact) => {
    const error = mistakesIn(text);
    expect(error.message).toContain(fact);
    expect(error.hint).toMatch(/strict JSON|"actorSpecification": 1/);
    expect(`${error.place?.line}:${error.place?.column}`).toBe(place);
  });
});

describe('rejects a hostile file quickly:', () => {
  const soon = (work: () => ActionError): ActionError => {
    const start = performance.now();
    const error = work();
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(error.message.length).toBeLessThan(5000);
    return error;
  };

  test('with 20,000 mistakes, of which 10 are listed', () => {
    const variables = Array.from({ length: 20_000 }, (_, index) => `\n"V${index}": ${index}`);
    const error = soon(() => mistakesIn(`{"environmentVariables": {${variables.join(',')}}}`));
    expect(error.message).toMatch(/has 20000 mistakes:/);
    expect(error.message.match(/\n- line /g)).toHaveLength(10);
    expect(error.message).toMatch(/\n- and 19990 more$/);
    expect(error.problems.at(-1)).toMatchObject({ line: 20_001, pointer: '/environmentVariables/V19999' });
  });

  test.each([
    ['open lists', '['.repeat(3 * 1024 ** 2)],
    ['open objects', '{"a":'.repeat(600_000)],
    ['valid lists in lists', `{"a": ${'['.repeat(200_000)}${']'.repeat(200_000)}}`],
  ])('with %s', (_title, text) => {
    expect(soon(() => mistakesIn(text)).message).toMatch(/more than 100 levels of nesting$/);
  });

  test('unless it has only 100 levels', () => {
    expect(parseActorDefinition(`{"a": ${'['.repeat(99)}${']'.repeat(99)}}`, 'f', {})).toMatchObject({ file: 'f' });
  });

  test('with an endless string', () => {
    expect(soon(() => mistakesIn(`{"a": "${'\\n'.repeat(500_000)}`)).message).toMatch(/an invalid string/);
  });

  test('with more than 3 MiB', async () => {
    const error = await failure(read(' '.repeat(3 * 1024 ** 2 + 1)));
    expect(error.message).toMatch(/3145729 bytes.*3145728 bytes/);
    expect(error.hint).toMatch(/schemas/);
  });
});

describe('rejects a file', () => {
  test.each<[string, string, number]>([
    ['in a line', '{\n"title": "\xe9" }', 2],
    ['as the first byte of a line', '{\n\n\xe9', 3],
    ['after an empty line', '{\n\n\n"\xe9": 1 }', 4],
    ['in the last line', '{\n}\xe9', 2],
    ['in a line after a U+FFFD', '{\n"\xef\xbf\xbd": 1,\n"\xe9": 1 }', 3],
  ])('with bytes that are not UTF-8, %s', async (_title, text, line) => {
    const error = await failure(read(Buffer.from(text, 'latin1')));
    expect(error).toMatchObject({ message: expect.stringMatching(/is not UTF-8 text$/), place: { line } });
  });

  test('that is a folder', async () => {
    const folder = await folderWith('', '.actor/actor.json/x');
    expect((await failure(readDefinition(folder))).message).toMatch(/is not a file$/);
  });

  test.each([
    ['.actor', '../shared', /\/.actor\/actor\.json is behind a link that Git has checked out as text$/],
    ['.actor', 'shared', /\/.actor\/actor\.json is behind a link that Git has checked out as text$/],
    ['.actor/actor.json', '../shared/actor.json', /\/.actor\/actor\.json is a link that Git has checked out as text$/],
  ])('%s that contains the path %s instead of being a link, as on Windows', async (name, text, message) => {
    const folder = await folderWith(text, name);
    await mkdir(path.resolve(folder.workingDirectory, path.dirname(name), path.dirname(text)), { recursive: true });
    const target = path.resolve(folder.workingDirectory, path.dirname(name), text);
    if (text.endsWith('.json')) await writeFile(target, '{}');
    else await mkdir(target, { recursive: true });
    const error = await failure(readDefinition(folder));
    expect(error.message).toMatch(message);
    expect(error.hint).toMatch(/core\.symlinks true before the checkout/);
  });

  test('ignores a file named .actor that does not contain the path of a link', async () => {
    expect(await readDefinition(await folderWith('an actor', '.actor'))).toBeUndefined();
  });

  test('behind a link out of the workspace', async () => {
    const folder = await folderWith('', 'x');
    const outside = await mkdtemp(path.join(tmpdir(), 'outside-'));
    await writeFile(path.join(outside, 'actor.json'), '{}');
    await symlink(outside, path.join(folder.workingDirectory, '.actor'), 'junction');
    expect((await failure(readDefinition(folder))).message).toMatch(/leads out of the workspace$/);
    await rm(outside, { recursive: true });
  });

  test('behind a link whose target does not exist', async () => {
    const folder = await folderWith('', 'x');
    await symlink(path.join(top, 'gone'), path.join(folder.workingDirectory, '.actor'), 'junction');
    expect((await failure(readDefinition(folder))).message).toMatch(/whose target does not exist$/);
  });
});

test('never crashes or hangs, and gives each mistake a position in the text', () => {
  const texts = fc.oneof(
    fc.json(),
    fc.string({ unit: anyCharacter }),
    fc.json().map((text) => text.slice(0, -1)),
    fc
      .dictionary(fc.constantFrom('name', 'version', 'environmentVariables', 'title', 'storages'), fc.jsonValue())
      .map((value) => JSON.stringify(value)),
  );
  const property = fc.property(texts, (text) => {
    try {
      parseActorDefinition(text, 'actor.json', {});
    } catch (error) {
      expect(error).toBeInstanceOf(ActionError);
      const { line = 0 } = (error as ActionError).place ?? {};
      expect(line).toBeGreaterThanOrEqual(1);
      expect(line).toBeLessThanOrEqual(text.split(/\r\n|\n|\r/).length);
    }
  });
  fc.assert(property, { seed: 13, numRuns: 300 });
});
