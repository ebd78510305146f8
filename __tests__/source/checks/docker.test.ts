import { describe, expect, test } from '@jest/globals';
import { findWorkspace } from '../../../src/runner/workspace.ts';
import { checkDockerfile } from '../../../src/source/checks/docker.ts';
import { findUploadPlaces } from '../../../src/source/places/upload-places.ts';
import { diskTakes } from '../../support/disk.ts';
import { readDefinition } from '../../support/read-definition.ts';
import { createTree } from '../../support/tree.ts';

/** @param files of the Actor's folder, all of which are sent. */
async function check(
  actorJson: Readonly<Record<string, unknown>> | undefined,
  files: readonly string[],
): Promise<readonly string[]> {
  using tree = createTree();
  tree.files('pkg/x', ...files.map((file) => `pkg/${file}`));
  if (actorJson !== undefined) tree.file('pkg/.actor/actor.json', `\ufeff${JSON.stringify(actorJson, null, 2)}`);
  const workspace = await findWorkspace(tree.folder, 'pkg');
  const definition = await readDefinition(workspace);
  const places = await findUploadPlaces(workspace, definition);
  const names = places.root.actorPath === undefined ? files : files.map((file) => `${places.root.actorPath}/${file}`);
  const found = [...places.diagnostics, ...checkDockerfile(definition?.dockerfile, places.root, names)];
  return found.map(({ level, message }) => `${level}: ${message}`);
}

describe('the Dockerfile', () => {
  test.each<[title: string, actorJson: Readonly<Record<string, unknown>> | undefined, files: readonly string[]]>([
    ['in .actor/', { name: 'abc' }, ['.actor/Dockerfile']],
    ['in the working directory', { name: 'abc' }, ['Dockerfile']],
    ['in the working directory, without actor.json', undefined, ['Dockerfile']],
    ['in .actor/, named in actor.json', { dockerfile: './docker/prod' }, ['.actor/docker/prod']],
    [
      'in the working directory, named in actor.json',
      { dockerfile: '../docker/../Dockerfile.prod' },
      ['Dockerfile.prod'],
    ],
    ['with the working directory as the Docker context', { dockerContextDir: '..' }, ['Dockerfile']],
    [
      'with a folder as the Docker context',
      { dockerContextDir: '../src', dockerfile: '../src/Dockerfile' },
      ['src/Dockerfile'],
    ],
  ])('%s is found', async (_title, actorJson, files) => {
    expect(await check(actorJson, files)).toEqual([]);
  });

  test.each([
    ['./Dockerfile', 'Dockerfile', '../Dockerfile'],
    ['docker/prod', 'docker/prod', '../docker/prod'],
    ['././docker//prod', 'docker/prod', '../docker/prod'],
  ])(
    'with the path %s relative to the working directory is found, with a warning',
    async (dockerfile, file, correct) => {
      expect(await check({ dockerfile }, [file])).toEqual([
        `warning: pkg/.actor/actor.json: dockerfile "${dockerfile}" does not exist, so pkg/${file} is used. Write "${correct}".`,
      ]);
    },
  );

  test.each([
    ['with actor.json', { name: 'abc' }],
    ['without actor.json', undefined],
  ])('that is missing is a warning, %s', async (_title, actorJson) => {
    expect(await check(actorJson, ['docker/Dockerfile', 'src/Dockerfile'])).toEqual([
      expect.stringMatching(/^warning: There is no Dockerfile \(\.actor\/Dockerfile or Dockerfile\)/),
    ]);
  });

  test.each<[title: string, actorJson: Readonly<Record<string, unknown>>, line: number, problem: string, hint: RegExp]>(
    [
      [
        'that does not exist',
        { name: 'abc', dockerfile: './D' },
        3,
        'dockerfile "./D" does not exist',
        /^Add the file \.actor\/D, or correct the path/,
      ],
      [
        'with backslashes',
        { dockerfile: '..\\dockerfile.other' },
        2,
        'dockerfile "..\\dockerfile.other" does not exist',
        /^There is Dockerfile\.other\. Use \/ in paths\.$/,
      ],
      [
        'outside the workspace',
        { dockerfile: '../../../Dockerfile' },
        2,
        'dockerfile "../../../Dockerfile" leads out of the workspace',
        /GIT_REPO.*working-directory/,
      ],
      [
        'with a long path, which is shown whole',
        { dockerfile: `../${'folder/'.repeat(20)}D` },
        2,
        `dockerfile "../${'folder/'.repeat(20)}D" does not exist`,
        /^Add the file (folder\/){20}D, or/,
      ],
      [
        'in .git',
        { dockerfile: '../.git/D' },
        2,
        'dockerfile "../.git/D" does not exist',
        /^Add the file \.git\/D, or/,
      ],
      [
        'in a folder with different letter case',
        { dockerfile: '../Docker/d' },
        2,
        'dockerfile "../Docker/d" does not exist',
        /^There is docker\/D\. Paths are case-sensitive\.$/,
      ],
      ['empty', { dockerfile: '' }, 2, 'dockerfile "" is not the path of a file', /relative to .*"\.\.\/Dockerfile"/],
      ['a folder', { dockerfile: '../docker/' }, 2, 'dockerfile "../docker/" is not the path of a file', /or remove/],
      [
        'with a backslash, relative to the root',
        { dockerfile: '.\\Dockerfile' },
        2,
        'dockerfile ".\\Dockerfile" does not exist',
        /^There is Dockerfile\. Use \/ in paths\.$/,
      ],
      ['with an absolute path', { dockerfile: '/D' }, 2, 'dockerfile "/D" leads out of the workspace', /GIT_REPO/],
      [
        'with a context outside the workspace',
        { name: 'abc', version: '0.1', dockerContextDir: '../../..' },
        4,
        'dockerContextDir "../../.." leads out of the workspace',
        /GIT_REPO.*working-directory/,
      ],
      [
        'with an absolute context',
        { dockerContextDir: '/srv' },
        2,
        'dockerContextDir "/srv" leads out of the workspace',
        /GIT_REPO/,
      ],
    ],
  )('%s is an error at its line', async (_title, actorJson, line, problem, hint) => {
    // A Dockerfile at a default place does not replace the one that actor.json names.
    await expect(check(actorJson, ['Dockerfile', 'Dockerfile.other', 'docker/D'])).rejects.toMatchObject({
      message: `pkg/.actor/actor.json: ${problem}`,
      hint: expect.stringMatching(hint),
      place: { file: 'pkg/.actor/actor.json', line },
    });
  });

  test('and the Docker context outside the workspace are one error', async () => {
    const paths = { dockerfile: '../../../D', dockerContextDir: '../../..' };
    await expect(check(paths, [])).rejects.toThrow(
      / has 2 mistakes:\n- line 2: dockerfile .*\n- line 3: dockerContextDir /,
    );
  });

  const testWithCase = diskTakes('a', 'A') ? test : test.skip;
  testWithCase('with different letter case is an error', async () => {
    await expect(check({ dockerfile: '../Dockerfile' }, ['dockerfile'])).rejects.toMatchObject({
      message: 'pkg/.actor/actor.json: dockerfile "../Dockerfile" does not exist',
      hint: 'There is dockerfile. Paths are case-sensitive.',
    });
  });
});
