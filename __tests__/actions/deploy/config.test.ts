import { expect, test } from '@jest/globals';
import { readConfig } from '../../../src/actions/deploy/config.ts';
import { readHiddenInputs } from '../../../src/actions/deploy/hidden-inputs.ts';
import { ActionError } from '../../../src/errors.ts';
import { rawInputs } from '../../support/raw-inputs.ts';
import { createTree } from '../../support/tree.ts';

type Texts = Readonly<Record<string, string>>;

async function errorOf(inputs: Texts, files: Texts): Promise<ActionError> {
  using tree = createTree();
  for (const [name, content] of Object.entries(files)) tree.file(name, content);
  const raw = rawInputs({ token: 'abc', ...inputs }, { GITHUB_WORKSPACE: tree.folder });
  try {
    await readConfig(raw, readHiddenInputs(raw).lines);
  } catch (error) {
    if (error instanceof ActionError) return error;
    throw error;
  }
  throw new Error('There are no mistakes');
}

const wrong = '{ "name": "x", "version": 1, "buildTag": "a b", "environmentVariables": { "A": 1, "B": "@key" } }';

test('mistakes in all parts are listed in one error', async () => {
  const inputs = { 'build-tag': 'c d', build: 'x', 'env-vars': 'A' };
  const { message, problems } = await errorOf(inputs, { '.actor/actor.json': wrong });
  expect(message.split('\n').map((line) => line.slice(0, 48))).toEqual([
    '7 mistakes in the inputs and files of this deplo',
    '- The build-tag input is "c d", which is not a v',
    '- The build input is "x", not a boolean. Use tru',
    '- .actor/actor.json, line 1: name is "x", which ',
    '- .actor/actor.json, line 1: version is the numb',
    '- .actor/actor.json, line 1: environmentVariable',
    '- Line 1 of env-vars is the name A without a val',
    '- A secret is missing or empty: key (for B in .a',
  ]);
  expect(problems.map(({ pointer, level }) => [pointer, level])).toEqual([
    ['/name', 'error'],
    ['/version', 'error'],
    ['/environmentVariables/A', 'error'],
    ['', 'warning'],
  ]);
});

test('an empty secret is reported together with a missing actor.json', async () => {
  const { message } = await errorOf({ 'secret-env-vars': 'A=\n@b=' }, {});
  expect(message).toMatch(/^2 mistakes .*\n- .*actor\.json does not exist.*\n- A secret is missing or empty: A\. /);
});

test('invalid lines of the files input are reported together with other mistakes', async () => {
  const inputs = { version: '1', files: 'src/**\n../a\n!\n*1*2*3*4*5*6*' };
  const { message } = await errorOf(inputs, { '.actor/actor.json': '{ "name": "abc" }' });
  expect(message).toMatch(
    /^4 mistakes .*\n- The version input .*\n- The pattern "\.\.\/a" .*\n- The pattern "!" .*\n- The pattern "\*1/,
  );
});

test('mistakes in the paths for Docker are reported together with other mistakes, with their pointers', async () => {
  const wrongName = '{ "name": "x", "dockerfile": "./D", "dockerContextDir": "../../.." }';
  const { message, problems } = await errorOf({ version: '1' }, { '.actor/actor.json': wrongName });
  expect(message).toMatch(/^4 mistakes .*\n- The version input .*: name .*: dockerfile "\.\/D" .*: dockerContextDir /s);
  expect(problems.map(({ pointer, level }) => [pointer, level])).toEqual([
    ['/name', 'error'],
    ['/dockerfile', 'error'],
    ['/dockerContextDir', 'error'],
    ['', 'warning'],
  ]);
});

test('paths for Docker are not checked if no files are sent', async () => {
  const files = { '.actor/actor.json': '{ "name": "abc", "dockerfile": "./D" }' };
  const inputs = { version: '1', 'git-repo-url': 'https://github.com/a/b.git' };
  expect((await errorOf(inputs, files)).message).toMatch(/^The version input /);
});

test('a missing token and missing secrets are reported together', async () => {
  const files = { '.actor/actor.json': '{ "name": "abc", "environmentVariables": { "B": "@key" } }' };
  const { message } = await errorOf({ token: '', 'secret-env-vars': 'KEY=' }, files);
  expect(message).toMatch(/^2 mistakes .*\n- The token input .*\n- 2 secrets are missing or empty: KEY, key /);
});

test('an invalid folder is reported together with invalid inputs and lines', async () => {
  const inputs = { 'working-directory': 'gone', version: '1', 'secret-env-vars': 'my-key=v\n=x' };
  const { message } = await errorOf(inputs, {});
  expect(message).toMatch(
    /^3 mistakes .*\n- The version input .*\n- The working-directory input .*\n- Line 2 of secret-env-vars /,
  );
});

test('an invalid actor-id does not count as missing', async () => {
  const { message } = await errorOf({ 'actor-id': 'my-actor', version: '0.1' }, { a: '' });
  expect(message).toMatch(/^The actor-id input is "my-actor"/);
});

test('without actor.json, names of secrets are not checked, because references may use them', async () => {
  const { message } = await errorOf({ 'secret-env-vars': 'my-key=v' }, { a: '' });
  expect(message).toMatch(/^\.actor\/actor\.json does not exist, and the actor-id and version inputs are empty$/);
});
