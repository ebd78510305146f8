import { describe, expect, test } from '@jest/globals';
import { readActorDefinition } from '../../../src/actor/definition.ts';
import { findWorkspace } from '../../../src/runner/workspace.ts';
import { checkDocker } from '../../../src/source/checks/docker.ts';
import { createTree } from '../../support/tree.ts';

async function check(
  actorJson: Readonly<Record<string, unknown>> | undefined,
  names: readonly string[],
): Promise<readonly string[]> {
  using tree = createTree();
  tree.files('pkg/x');
  if (actorJson !== undefined) tree.file('pkg/.actor/actor.json', `\ufeff${JSON.stringify(actorJson, null, 2)}`);
  const workspace = await findWorkspace(tree.folder, 'pkg');
  const replaced = { name: false, version: false, buildTag: false };
  const definition = await readActorDefinition({ ...workspace, replaced, replacedEnvVars: new Set() });
  const found = await checkDocker({ definition, names: new Set(names), workspace });
  return found.map(({ level, message }) => `${level}: ${message}`);
}

describe('the Dockerfile', () => {
  test.each<[title: string, actorJson: Readonly<Record<string, unknown>> | undefined, names: readonly string[]]>([
    ['in .actor/', { name: 'abc' }, ['.actor/Dockerfile']],
    ['at the root', { name: 'abc' }, ['Dockerfile']],
    ['at the root, without actor.json', undefined, ['Dockerfile']],
    ['where actor.json says', { dockerfile: './docker/prod' }, ['.actor/docker/prod']],
    ['where actor.json says, above .actor/', { dockerfile: '../docker/../Dockerfile.prod' }, ['Dockerfile.prod']],
    ['with the working directory as context', { dockerContextDir: '..' }, ['Dockerfile']],
    ['with a folder as context', { dockerContextDir: '../src', dockerfile: '../src/Dockerfile' }, ['src/Dockerfile']],
  ])('%s', async (_title, actorJson, names) => {
    expect(await check(actorJson, names)).toEqual([]);
  });

  test.each([
    ['with actor.json', { name: 'abc' }],
    ['without', undefined],
  ])('that is missing is a warning, %s', async (_title, actorJson) => {
    expect(await check(actorJson, ['dockerfile', 'src/Dockerfile'])).toEqual([
      expect.stringMatching(/^warning: No Dockerfile is sent \(\.actor\/Dockerfile or Dockerfile\)/),
    ]);
  });

  test.each<[title: string, actorJson: Readonly<Record<string, unknown>>, line: number, message: RegExp, hint: RegExp]>(
    [
      [
        'not there',
        { name: 'abc', dockerfile: './D' },
        3,
        /^pkg\/\.actor\/actor\.json: dockerfile "\.\/D" is not there$/,
        /at \.actor\/D of/,
      ],
      ['of another case', { dockerfile: '../Dockerfile' }, 2, /is not there$/, /There is dockerfile: the case/],
      [
        'with backslashes',
        { dockerfile: '..\\dockerfile' },
        2,
        /is not there$/,
        /There is dockerfile: paths are written with \/\.$/,
      ],
      [
        'out of the working directory',
        { dockerfile: '../../Dockerfile' },
        2,
        /dockerfile "\.\.\/\.\.\/Dockerfile" leads out/,
        /GIT_REPO/,
      ],
      ['absolute', { dockerfile: '/Dockerfile' }, 2, /leads out/, /GIT_REPO/],
      [
        'with a context out of the working directory',
        { name: 'abc', version: '0.1', dockerContextDir: '../..' },
        4,
        /dockerContextDir "\.\.\/\.\." leads out/,
        /GIT_REPO/,
      ],
    ],
  )('of actor.json, %s, is an error at its line', async (_title, actorJson, line, message, hint) => {
    await expect(check(actorJson, ['dockerfile', 'Dockerfile.other'])).rejects.toMatchObject({
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
      place: { file: 'pkg/.actor/actor.json', line },
    });
  });
});
