import { describe, expect, test } from '@jest/globals';
import { type Inputs, readInputs } from '../../../src/actions/deploy/inputs.ts';
import type { ActionError } from '../../../src/errors.ts';
import { rawInputs } from '../../support/raw-inputs.ts';

const token = 'apify_api_0123456789';

type Texts = Readonly<Record<string, string>>;

function tryRead(inputs: Texts, environment: Texts = {}): { inputs: Inputs; errors: readonly ActionError[] } {
  const errors: ActionError[] = [];
  return { inputs: readInputs(rawInputs({ token, ...inputs }, environment), errors), errors };
}

function read(inputs: Texts, environment: Texts = {}): Inputs {
  const { inputs: found, errors } = tryRead(inputs, environment);
  expect(errors).toEqual([]);
  return found;
}

test('a step that sets only the token uses the documented defaults', () => {
  expect(read({})).toEqual({
    token,
    isSourceChosen: false,
    actorId: undefined,
    actorSettings: undefined,
    checks: 'auto',
    version: undefined,
    buildTag: undefined,
    source: { type: 'SOURCE_FILES', patterns: ['**'] },
    envVarsMode: 'merge',
    applyEnvVarsToBuild: undefined,
    createIfMissing: true,
    build: true,
    useCache: true,
    waitForFinishSecs: undefined,
    dryRun: false,
    apiBaseUrl: 'https://api.apify.com',
  });
});

test('inputs that contain only white space use the same defaults', () => {
  const names = [
    'actor-id',
    'version',
    'build-tag',
    'source-type',
    'files',
    'build',
    'wait-for-finish',
    'api-base-url',
  ];
  expect(read(Object.fromEntries(names.map((name) => [name, ' \t\n'])))).toEqual(read({}));
});

test.each([
  ['git-repo-url', 'https://github.com/a/b.git#main:packages/my actor'],
  ['git-repo-url', 'https://x-access-token:p%40ss@github.com/a/b'],
  ['git-repo-url', 'git@github.com:a/b.git#main:packages/a'],
  ['git-repo-url', 'ssh://git@host.test:2222/a/b.git'],
  ['git-repo-url', 'git@[::1]:a/b.git'],
  ['git-repo-url', 'http://127.0.0.1:8080/a/b.git'],
  ['tarball-url', 'https://b.s3.test/a%20b.zip?X-Amz-Signature=C&versionId=1'],
  ['tarball-url', 'HTTP://host.test'],
  ['github-gist-url', 'https://gist.github.com/jane/0123abc'],
])('%s accepts %s', (name, url) => {
  expect(read({ [name]: url }).source).toMatchObject({ url });
});

describe('valid inputs', () => {
  test.each<[string, Texts, Partial<Inputs>, Texts?]>([
    ['removes white space around the token', { token: ` ${token}\n` }, { token }],
    ['uses APIFY_TOKEN if the token is empty', { token: ' ' }, { token: 'from-env' }, { APIFY_TOKEN: ' from-env\n' }],
    ['prefers the token to APIFY_TOKEN', {}, { token }, { APIFY_TOKEN: 'from-env' }],
    ['accepts an ID', { 'actor-id': 'zdc3Pyhyz3m8vjDeM' }, { actorId: 'zdc3Pyhyz3m8vjDeM' }],
    ['accepts username/name', { 'actor-id': 'jane.doe/my-actor' }, { actorId: 'jane.doe~my-actor' }],
    ['accepts username~name', { 'actor-id': 'janedoe~my-actor' }, { actorId: 'janedoe~my-actor' }],
    ['accepts the largest version', { version: '99.99' }, { version: '99.99' }],
    ['accepts the smallest version', { version: '0.0' }, { version: '0.0' }],
    ['accepts every tag without white space', { 'build-tag': '-pr/42:ü#1' }, { buildTag: '-pr/42:ü#1' }],
    ['accepts YAML spellings of true', { 'dry-run': 'TRUE', build: 'True' }, { dryRun: true, build: true }],
    ['accepts YAML spellings of false', { build: 'FALSE', 'use-cache': 'False' }, { build: false, useCache: false }],
    ['reads apply-env-vars-to-build', { 'apply-env-vars-to-build': 'false' }, { applyEnvVarsToBuild: false }],
    ['accepts 0 seconds', { 'wait-for-finish': '0' }, { waitForFinishSecs: 0 }],
    ['removes a trailing /v2/', { 'api-base-url': 'https://proxy.test/a/v2/' }, { apiBaseUrl: 'https://proxy.test/a' }],
    [
      'uses the base URL of the official client',
      {},
      { apiBaseUrl: 'http://127.0.0.1:8080' },
      { APIFY_CLIENT_BASE_URL: 'http://127.0.0.1:8080/' },
    ],
    [
      'reads one pattern per line, without comments',
      { files: '\nsrc/**\r\n  # comment\n!**/*.test.js\n' },
      { source: { type: 'SOURCE_FILES', patterns: ['src/**', '!**/*.test.js'] } },
    ],
    [
      'uses GIT_REPO for a Git URL',
      { 'git-repo-url': 'https://github.com/a/b' },
      { source: { type: 'GIT_REPO', url: 'https://github.com/a/b' } },
    ],
    ['accepts GIT_REPO without a URL', { 'source-type': 'GIT_REPO' }, { source: { type: 'GIT_REPO', url: undefined } }],
    [
      'packs the files for TARBALL without a URL',
      { 'source-type': 'TARBALL', files: 'src/**' },
      { source: { type: 'TARBALL', url: undefined, patterns: ['src/**'] } },
    ],
    [
      'uses TARBALL for a tarball URL',
      { 'tarball-url': 'https://x.test/a.tar.gz' },
      { source: { type: 'TARBALL', url: 'https://x.test/a.tar.gz' } },
    ],
    [
      'accepts a Gist',
      { 'source-type': 'GITHUB_GIST', 'github-gist-url': 'https://gist.github.com/a/1' },
      { source: { type: 'GITHUB_GIST', url: 'https://gist.github.com/a/1' } },
    ],
    ['needs no token in a dry run', { token: '', 'dry-run': 'true' }, { token: undefined, dryRun: true }],
    // Jest would pass its `done` callback as a fourth parameter.
  ])('%s', (_title, inputs, expected, ...[environment]) => {
    expect(read(inputs, environment)).toMatchObject(expected);
  });

  test('the working directory is used byte for byte', () => {
    expect(rawInputs({ 'working-directory': ' #old\t' }).workingDirectory).toBe(' #old\t');
    expect(rawInputs({ 'working-directory': ' ' }).workingDirectory).toBe('.');
  });

  test('a line that starts with # is a comment only in inputs that accept several lines', () => {
    expect(rawInputs({ 'working-directory': '#old' }).workingDirectory).toBe('#old');
    expect(read({ 'build-tag': '#1' })).toMatchObject({ buildTag: '#1' });
    expect(read({ files: '#old' })).toMatchObject({ source: { patterns: ['**'] } });
  });
});

/** Every kind of error of an input, and the facts that message and hint contain. */
const mistakes: readonly (readonly [title: string, inputs: Texts, facts: readonly string[], environment?: Texts])[] = [
  [
    'no token',
    { token: '' },
    ['token input is empty', 'APIFY_TOKEN', 'settings/integrations', 'forks', 'Dependabot', 'dry-run'],
  ],
  [
    'a token with white space',
    { token: 'apify api' },
    ['token input contains white space', 'Copy the token again', 'settings/integrations'],
  ],
  [
    'a name without an account',
    { 'actor-id': 'my-actor' },
    ['actor-id', '"my-actor"', 'username/my-actor', 'actor.json'],
  ],
  ['an invalid Actor name', { 'actor-id': 'a/b/c' }, ['actor-id', '"a/b/c"', 'not a valid Actor ID', 'username/name']],
  ['a number that YAML shortened', { version: '1' }, ['version', '"1"', 'MAJOR.MINOR', "version: '1.0'", 'YAML']],
  [
    'a version with three parts',
    { version: '1.0.0' },
    ['version', '"1.0.0"', "Use '1.0'", 'third number at each build'],
  ],
  ['a leading zero', { version: '01.0' }, ['version', '"01.0"', '0 to 99', 'leading zeros', "'1.2'"]],
  ['a single number with a leading zero', { version: '01' }, ['version', '"01"', 'Use two numbers']],
  ['a version over 99', { version: '100.0' }, ['version', '"100.0"', '0 to 99']],
  ['three parts over 99', { version: '100.0.0' }, ['version', '"100.0.0"', '0 to 99']],
  [
    'a long value, which is omitted',
    { version: '1'.repeat(101) },
    ['version', 'a string of 101 characters', '0 to 99'],
  ],
  ['a tag with white space', { 'build-tag': 'my tag' }, ['build-tag', '"my tag"', 'white space', 'beta']],
  ['a tag with a control character', { 'build-tag': 'a\u0007b' }, ['build-tag', '"a\\u0007b"', 'control characters']],
  [
    'an unknown source type',
    { 'source-type': 'GIT' },
    ['source-type', '"GIT"', 'SOURCE_FILES, GIT_REPO, TARBALL, GITHUB_GIST'],
  ],
  ['an unknown mode', { 'env-vars-mode': 'append' }, ['env-vars-mode', '"append"', 'merge, replace']],
  [
    'a value that is not a boolean',
    { 'apply-env-vars-to-build': '1' },
    ['apply-env-vars-to-build', '"1"', 'true or false'],
  ],
  ['a value that is not a boolean', { 'create-if-missing': 'yes' }, ['create-if-missing', '"yes"', 'true or false']],
  ['a value that is not a boolean', { build: 'on' }, ['build', '"on"', 'true or false']],
  ['a value that is not a boolean', { 'use-cache': 'tRue' }, ['use-cache', '"tRue"', 'true or false']],
  ['a value that is not a boolean', { 'dry-run': '0' }, ['dry-run', '"0"', 'true or false']],
  ['several lines, shown on one', { build: 'a\nb' }, ['build', '"a\\nb"']],
  ['a value that is not a number', { 'wait-for-finish': '5m' }, ['wait-for-finish', '"5m"', 'seconds', '600', '0']],
  ['a negative number', { 'wait-for-finish': '-1' }, ['wait-for-finish', '"-1"', 'whole number']],
  ['too many seconds', { 'wait-for-finish': '1000000' }, ['wait-for-finish', '"1000000"', '999999']],
  [
    'a value that is not a URL',
    { 'api-base-url': 'api.apify.com' },
    ['api-base-url', 'http or https', 'https://api.apify.com'],
  ],
  ['an unsupported scheme', { 'api-base-url': 'ftp://x.test' }, ['api-base-url', 'http or https']],
  [
    'a URL with a password',
    { 'api-base-url': 'https://u:secret@x.test' },
    ['api-base-url', 'user information', 'token input'],
  ],
  ['a URL with a query', { 'api-base-url': 'https://x.test?a=1' }, ['api-base-url', 'query']],
  [
    'an invalid URL in a variable',
    {},
    ['APIFY_CLIENT_BASE_URL variable', 'http or https'],
    { APIFY_CLIENT_BASE_URL: 'nowhere' },
  ],
  [
    'a Gist without its URL',
    { 'source-type': 'GITHUB_GIST' },
    ['github-gist-url', 'empty', 'source-type', 'GITHUB_GIST'],
  ],
  [
    'two sources',
    { 'git-repo-url': 'https://a.test/b', 'tarball-url': 'https://a.test/c' },
    ['git-repo-url and tarball-url contradict', 'one source'],
  ],
  [
    'a type and the URL of another type',
    { 'source-type': 'SOURCE_FILES', 'git-repo-url': 'https://a.test/b' },
    ['source-type (SOURCE_FILES) and git-repo-url contradict'],
  ],
  [
    'a type and two URLs',
    { 'source-type': 'TARBALL', 'git-repo-url': 'a', 'github-gist-url': 'b' },
    ['source-type (TARBALL), git-repo-url and github-gist-url contradict'],
  ],
  [
    'files and a URL',
    { files: 'src/**', 'git-repo-url': 'https://a.test/b' },
    ['files and git-repo-url contradict', 'GIT_REPO', 'does not send files'],
  ],
  [
    'files and a type without a URL',
    { files: 'src/**', 'source-type': 'GIT_REPO' },
    ['files and source-type (GIT_REPO) contradict'],
  ],
  [
    'a value that is not a Git URL',
    { 'git-repo-url': 'github.com/a/b' },
    ['git-repo-url', 'not the URL of a Git repository', 'https://github.com/OWNER/NAME.git', '#BRANCH:FOLDER'],
  ],
  [
    'a value that is not a tarball URL',
    { 'tarball-url': 'dist/a.zip' },
    ['tarball-url', 'http or https', 'source-type: TARBALL'],
  ],
  [
    'a value that is not a Gist URL',
    { 'github-gist-url': '0123abc' },
    ['github-gist-url', 'http or https', 'https://gist.github.com/OWNER/ID'],
  ],
  [
    'the URL of a repository for a Gist',
    { 'github-gist-url': 'https://github.com/jane/0123abc' },
    ['github-gist-url', 'not the URL of a Gist', 'https://gist.github.com/OWNER/ID'],
  ],
  [
    'the page of an owner for a Gist',
    { 'github-gist-url': 'https://gist.github.com/jane/' },
    ['github-gist-url', 'not the URL of a Gist', 'https://gist.github.com/OWNER/ID'],
  ],
  [
    'a Gist URL without encryption',
    { 'github-gist-url': 'http://gist.github.com/jane/0123abc' },
    ['github-gist-url', 'not the URL of a Gist', 'https://gist.github.com/OWNER/ID'],
  ],
];

describe('reports one error with the input, the value and a solution for', () => {
  test.each(mistakes)('%s: %j', (_title, inputs, facts, ...[environment]) => {
    const { errors } = tryRead(inputs, environment);
    expect(errors).toHaveLength(1);
    const [error] = errors;
    for (const fact of facts) expect(`${error?.message}\n${error?.hint}`).toContain(fact);
    expect(error?.hint).toMatch(/\.$/);
    expect(error?.message).not.toMatch(/\.$/);
  });

  test('several mistakes are reported together', () => {
    const { errors } = tryRead({ version: '1', build: 'maybe', 'wait-for-finish': 'long' });
    expect(errors.map(({ message }) => message)).toEqual([
      'The version input is "1", not MAJOR.MINOR',
      'The build input is "maybe", not a boolean',
      'The wait-for-finish input is "long", not a whole number from 0 to 999999',
    ]);
  });

  test('an invalid dry-run does not also cause an error about the token', () => {
    expect(tryRead({ token: '', 'dry-run': 'maybe' }).errors).toHaveLength(1);
  });

  test.each([
    ['git-repo-url', '"https://jane:passw0rd@github.com/a/b"'],
    ['git-repo-url', 'https:jane:passw0rd@github.com/a/b'],
    ['git-repo-url', 'jane:passw0rd@github.com/a/b'],
    ['git-repo-url', '../passw0rd'],
    ['git-repo-url', 'file:///passw0rd'],
    ['git-repo-url', 'https://github.com:passw0rd/a'],
    ['git-repo-url', 'https://github.com/a/b\nhttps://github.com/c/passw0rd'],
    ['tarball-url', 'ftp://jane:passw0rd@host.test/a.zip'],
    ['tarball-url', 'https://host.test/a passw0rd.zip'],
    ['github-gist-url', 'passw0rd'],
  ])('rejects %s: %j without repeating it', (name, url) => {
    const [error] = tryRead({ [name]: url }).errors;
    expect(error?.message).toMatch(new RegExp(`^The ${name} input is not `));
    expect(`${error?.message}${error?.hint}`).not.toContain('passw0rd');
  });
});
