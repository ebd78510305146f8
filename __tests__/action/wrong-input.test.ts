import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { checkout, deploy, smallActor } from '../support/deployment.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
  emulator.addActor({ name: 'my-actor', versions: [{ versionNumber: '0.1' }] });
});
afterAll(() => emulator.close());
beforeEach(() => emulator.clearRequests());

type Files = Readonly<Record<string, string>>;

test.each<[string, Readonly<Record<string, string>>, RegExp, Files?]>([
  ['token', { token: '' }, /The token input is empty.*forks.*Dependabot/s],
  ['actor-id', { 'actor-id': 'my-actor' }, /The actor-id input is "my-actor", a name without.*username\/my-actor/s],
  ['actor-id that is not there', { 'actor-id': 'janedoe/gone' }, /janedoe\/gone of input actor-id was not found/],
  ['version', { version: '1' }, /The version input is "1".*version: '1\.0'/s],
  ['build-tag', { 'build-tag': 'a b' }, /The build-tag input/],
  ['working-directory that is not there', { 'working-directory': 'gone' }, /The working-directory input is "gone"/],
  [
    'working-directory outside',
    { 'working-directory': '..' },
    /The working-directory input is "\.\.".*out of the workspace/,
  ],
  ['source-type', { 'source-type': 'GIT' }, /The source-type input is "GIT".*GIT_REPO/s],
  ['files', { files: 'nothing/**' }, /nothing\/\*\*/],
  ['files with braces', { files: 'src/*.{js,ts}' }, /src\/\*\.\{js,ts\}.*brace/is],
  [
    'git-repo-url and tarball-url',
    { 'git-repo-url': 'a', 'tarball-url': 'b' },
    /git-repo-url and tarball-url contradict/,
  ],
  [
    'git-repo-url',
    { 'git-repo-url': 'github.com/a/b' },
    /The git-repo-url input is not the URL.*https:\/\/github\.com/s,
  ],
  ['tarball-url', { 'tarball-url': 'dist/a.zip' }, /The tarball-url input is not an http.*source-type: TARBALL/s],
  ['github-gist-url that is none', { 'github-gist-url': '0123abc' }, /The github-gist-url input is not an http/],
  ['github-gist-url', { 'source-type': 'GITHUB_GIST' }, /The github-gist-url input is empty/],
  ['env-vars', { 'env-vars': '1A=x' }, /Line 1 of env-vars/],
  ['secret-env-vars', { 'secret-env-vars': 'sesame-open' }, /Line 1 of secret-env-vars/],
  ['a secret that is empty', { 'secret-env-vars': 'KEY=' }, /secret is missing or empty: KEY/],
  ['env-vars-mode', { 'env-vars-mode': 'add' }, /The env-vars-mode input/],
  ['apply-env-vars-to-build', { 'apply-env-vars-to-build': '1' }, /The apply-env-vars-to-build input/],
  ['create-if-missing', { 'create-if-missing': 'no' }, /The create-if-missing input/],
  ['build', { build: 'yes' }, /The build input is "yes"/],
  ['use-cache', { 'use-cache': 'on' }, /The use-cache input/],
  ['wait-for-finish', { 'wait-for-finish': '5m' }, /The wait-for-finish input/],
  ['dry-run', { 'dry-run': '0' }, /The dry-run input/],
  ['api-base-url', { 'api-base-url': 'nowhere' }, /The api-base-url input/],
  ['several at once', { version: '1', build: 'x' }, /2 mistakes in .*The version input.*The build input/s],
  ['no actor.json', {}, /\.actor\/actor\.json does not exist.*actor-id/s, { 'a.txt': 'a' }],
  ['an actor.json of another place', {}, /git mv actor\.json \.actor\/actor\.json/, { 'actor.json': '{}' }],
  ['actor.json that is no JSON', {}, /\.actor\/actor\.json is not valid JSON: line 1/, { '.actor/actor.json': '{,}' }],
])(
  '%s given wrong: one error that says what would be right, and nothing is written',
  async (_title, inputs, message, files = smallActor) => {
    await using tree = await checkout(files);
    const { annotations, summary } = await deploy({
      emulator,
      workspace: tree.folder,
      inputs,
      secrets: ['sesame-open'],
    });
    const [error] = annotations.filter(({ kind }) => kind === 'error');
    expect(error?.message).toMatch(message);
    expect(summary).toContain('❌');
    expect(emulator.requests.filter(({ method, path }) => method !== 'GET' && !path.includes('gone'))).toEqual([]);
  },
  60_000,
);

test('an error of actor.json is annotated at its line', async () => {
  await using tree = await checkout({ ...smallActor, 'pkg/.actor/actor.json': '{\n  "version": 1\n}' });
  const { annotations } = await deploy({ emulator, workspace: tree.folder, inputs: { 'working-directory': 'pkg' } });
  expect(annotations).toMatchObject([
    { kind: 'error', properties: { file: 'pkg/.actor/actor.json', line: '2', col: '3' } },
  ]);
});

test('a wrong token is told, with the place where there are others', async () => {
  await using tree = await checkout(smallActor);
  const { annotations } = await deploy({ emulator, workspace: tree.folder, inputs: { token: 'apify_api_wrong' } });
  expect(annotations[0]?.message).toMatch(/401.*Check the input token.*console\.apify\.com/s);
});

test('a run that tells no repository has no Git URL', async () => {
  await using tree = await checkout(smallActor);
  const { annotations } = await deploy({
    emulator,
    workspace: tree.folder,
    inputs: { 'source-type': 'GIT_REPO', 'actor-id': 'janedoe/my-actor' },
    environment: { GITHUB_REPOSITORY: 'nonsense' },
  });
  expect(annotations[0]?.message).toMatch(/tells no repository.*git-repo-url/s);
  expect(emulator.requests).toEqual([]);
});
