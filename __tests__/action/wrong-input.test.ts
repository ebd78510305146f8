import { expect, test } from '@jest/globals';
import type { FinishedStep } from '../../scripts/run-action.ts';
import { formatSummary } from '../../scripts/show.ts';
import { smallActor, startScenario } from '../support/deployment.ts';

type Files = Readonly<Record<string, string>>;
type Inputs = Readonly<Record<string, string>>;

/** The step's results and the requests that it sent. */
async function run(
  inputs: Inputs,
  files: Files = smallActor,
): Promise<FinishedStep & { readonly writes: readonly string[] }> {
  await using scenario = await startScenario({ files });
  const step = await scenario.run({ 'actor-id': '', ...inputs }, { secrets: ['sesame-open'] });
  return { ...step, writes: scenario.writes() };
}

/** Wrong values that the action can find together. `__tests__/actions/deploy/inputs.test.ts` tries each value. */
const wrong: Readonly<Record<string, readonly [value: string, message: RegExp]>> = {
  token: ['', /The token input is empty.*forks.*Dependabot/],
  'actor-id': ['my-actor', /The actor-id input is "my-actor", a name without.*username\/my-actor/],
  version: ['1', /The version input is "1".*version: '1\.0'/],
  'build-tag': ['a b', /The build-tag input/],
  'git-repo-url': ['github.com/a/b', /The git-repo-url input is not the URL.*https:\/\/github\.com/],
  'env-vars': ['1A=x', /Line 1 of env-vars/],
  'secret-env-vars': ['sesame-open', /Line 1 of secret-env-vars/],
  'env-vars-mode': ['add', /The env-vars-mode input/],
  'apply-env-vars-to-build': ['1', /The apply-env-vars-to-build input/],
  'create-if-missing': ['no', /The create-if-missing input/],
  build: ['yes', /The build input is "yes"/],
  'use-cache': ['on', /The use-cache input/],
  'wait-for-finish': ['5m', /The wait-for-finish input/],
  'api-base-url': ['nowhere', /The api-base-url input/],
};

test.concurrent('wrong values of inputs are one error with all solutions, and nothing is written', async () => {
  const inputs = Object.fromEntries(Object.entries(wrong).map(([name, [value]]) => [name, value]));
  const { annotations, summary, writes } = await run(inputs);
  const errors = annotations.filter(({ kind }) => kind === 'error');
  const [first = '', ...lines] = errors.flatMap(({ message }) => message.split(/\n(?=- )/));
  expect(first).toMatch(new RegExp(`^${Object.keys(wrong).length} mistakes in `));
  for (const [, message] of Object.values(wrong)) expect(lines.filter((line) => message.test(line))).toHaveLength(1);
  expect(summary).toContain('❌');
  expect(writes).toEqual([]);
});

test.concurrent.each<[string, Inputs, RegExp, Files?]>([
  ['dry-run', { 'dry-run': '0' }, /^The dry-run input/],
  ['actor-id that does not exist', { 'actor-id': 'janedoe/gone' }, /janedoe\/gone .*actor-id.* was not found/],
  ['working-directory that does not exist', { 'working-directory': 'gone' }, /The working-directory input is "gone"/],
  [
    'working-directory outside the workspace',
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
  ['tarball-url', { 'tarball-url': 'dist/a.zip' }, /The tarball-url input is not an http.*source-type: TARBALL/s],
  ['github-gist-url', { 'source-type': 'GITHUB_GIST' }, /The github-gist-url input is empty/],
  ['a secret that is empty', { 'secret-env-vars': 'KEY=' }, /secret is missing or empty: KEY/],
  ['no actor.json', {}, /\.actor\/actor\.json does not exist.*actor-id/s, { 'a.txt': 'a' }],
  ['an actor.json in another place', {}, /git mv actor\.json \.actor\/actor\.json/, { 'actor.json': '{}' }],
  ['actor.json that is not JSON', {}, /\.actor\/actor\.json is not valid JSON: line 1/, { '.actor/actor.json': '{,}' }],
])('%s: one error with the solution, and nothing is written', async (_title, inputs, message, files) => {
  const { annotations, summary, writes } = await run(inputs, files);
  const errors = annotations.filter(({ kind }) => kind === 'error');
  expect(errors).toMatchObject([{ message: expect.stringMatching(message) }]);
  expect(summary).toContain('❌');
  expect(writes).toEqual([]);
});

test.concurrent('mistakes in inputs, actor.json and variables are reported together, and those in files have their lines', async () => {
  const files = { ...smallActor, '.actor/actor.json': '{\n  "version": 1,\n  "environmentVariables": { "B": 2 }\n}' };
  const inputs = { build: 'maybe', token: '', 'working-directory': '.', 'env-vars': '1A=x', 'secret-env-vars': 'KEY=' };
  const { annotations, writes } = await run(inputs, files);
  const [all, ...places] = annotations.filter(({ kind }) => kind === 'error');
  expect(all?.message).toMatch(
    /^6 mistakes .*:\n- The token input .*\n- The build input .*\n- \.actor\/actor\.json, line 2: version .*\n- \.actor\/actor\.json, line 3: environmentVariables\.B .*\n- Line 1 of env-vars .*\n- A secret is missing or empty: KEY/s,
  );
  expect(places.map(({ properties }) => `${properties['file']}:${properties['line']}:${properties['col']}`)).toEqual([
    '.actor/actor.json:2:3',
    '.actor/actor.json:3:29',
  ]);
  expect(writes).toEqual([]);
});

test.concurrent('a Dockerfile that does not exist is among the mistakes that are reported together', async () => {
  const actorJson = '{\n  "name": "my-actor",\n  "dockerfile": "./D",\n  "input": "./in.json"\n}';
  const { annotations, outputs } = await run({ files: '../x' }, { ...smallActor, '.actor/actor.json': actorJson });
  expect(annotations[0]?.message).toMatch(
    /^3 mistakes .*\n- The pattern "\.\.\/x".*, line 3: dockerfile .*, line 4: input /s,
  );
  expect(JSON.parse(outputs['problems'] ?? '')).toContainEqual(
    expect.objectContaining({ file: '.actor/actor.json', line: 3, column: 3, pointer: '/dockerfile', level: 'error' }),
  );
});

test.concurrent.each([
  ['.actor', { 'working-directory': '.actor' }, /the \.actor folder itself\n.*parent folder, "\."/],
  [
    '#old',
    { 'working-directory': '#old', 'actor-id': 'janedoe/my-actor' },
    /#old\/\.actor\/actor\.json does not exist, and the version/,
  ],
])('working-directory %s is an error', async (_name, inputs, message) => {
  const { annotations } = await run(inputs, { ...smallActor, '#old/a': '' });
  expect(annotations).toMatchObject([{ kind: 'error', message: expect.stringMatching(message) }]);
});

test.concurrent('without actor.json, folders that contain one are listed', async () => {
  const files = { 'packages/a/.actor/actor.json': '{}', 'packages/b/.actor/actor.json': '{}' };
  const inputs = { 'actor-id': 'janedoe/my-actor' };
  const { annotations } = await run(inputs, files);
  expect(annotations).toMatchObject([{ kind: 'error', message: expect.stringMatching(/packages\/a, packages\/b/) }]);
  const step = await run({ ...inputs, version: '0.1', 'dry-run': 'true' }, files);
  expect(step.annotations[0]).toMatchObject({
    kind: 'warning',
    message: expect.stringMatching(/only the files are deployed.*packages\/a, packages\/b/),
  });
});

test.concurrent('a mistake in actor.json is annotated at its line', async () => {
  const files = { ...smallActor, 'pkg/.actor/actor.json': '{\n  "version": 1,\n  "actorSpecification": 1\n}' };
  const { annotations, outputs, summary } = await run({ 'working-directory': 'pkg' }, files);
  expect(annotations).toMatchObject([
    { kind: 'error', properties: { file: 'pkg/.actor/actor.json', line: '2', col: '3' } },
  ]);
  expect(JSON.parse(outputs['problems'] ?? '')).toMatchObject([
    { file: 'pkg/.actor/actor.json', line: 2, column: 3, pointer: '/version', level: 'error' },
  ]);
  expect(formatSummary(summary)).toContain('pkg/.actor/actor.json:2:3 error: ');
});

test.concurrent("an invalid token is an error that links to the page with the user's tokens", async () => {
  const { annotations } = await run({ token: 'apify_api_wrong' });
  expect(annotations[0]?.message).toMatch(/401.*token.*console\.apify\.com/s);
});

test.concurrent('a run without a repository has no Git URL', async () => {
  await using scenario = await startScenario();
  const inputs = { 'source-type': 'GIT_REPO' };
  const { annotations } = await scenario.run(inputs, { environment: { GITHUB_REPOSITORY: 'nonsense' } });
  expect(annotations[0]?.message).toMatch(/repository.*git-repo-url/is);
  expect(scenario.writes()).toEqual([]);
});
