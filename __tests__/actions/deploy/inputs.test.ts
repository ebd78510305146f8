import { describe, expect, test } from '@jest/globals';
import {
  type Inputs,
  isCleartext,
  readInputs,
  readPlainSecrets,
  readProxySecrets,
} from '../../../src/actions/deploy/inputs.ts';
import { ActionError } from '../../../src/errors.ts';
import { rawInputs } from '../../support/raw-inputs.ts';

const token = 'apify_api_0123456789';

function read(inputs: Readonly<Record<string, string>>, environment: Readonly<Record<string, string>> = {}): Inputs {
  return readInputs(rawInputs({ token, ...inputs }, environment));
}

test('a step that sets nothing but the token has the defaults of the contract', () => {
  expect(read({})).toEqual({
    token,
    actorId: undefined,
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

function thrownBy(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof ActionError) return `${error.message}\n${error.hint}`;
  }
  return 'nothing';
}

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
])('%s: %s', (name, url) => {
  expect(read({ [name]: url }).source).toMatchObject({ url });
});

describe('what is read', () => {
  test.each<[string, Record<string, string>, Partial<Inputs>, Record<string, string>?]>([
    ['white space around the token is cut', { token: ` ${token}\n` }, { token }],
    ['an empty token gives way to the variable', { token: ' ' }, { token: 'from-env' }, { APIFY_TOKEN: ' from-env\n' }],
    ['an ID', { 'actor-id': 'zdc3Pyhyz3m8vjDeM' }, { actorId: 'zdc3Pyhyz3m8vjDeM' }],
    ['username/name', { 'actor-id': 'jane.doe/my-actor' }, { actorId: 'jane.doe~my-actor' }],
    ['username~name', { 'actor-id': 'janedoe~my-actor' }, { actorId: 'janedoe~my-actor' }],
    ['the largest version', { version: '99.99' }, { version: '99.99' }],
    ['the smallest version', { version: '0.0' }, { version: '0.0' }],
    ['YAML spellings of true', { 'dry-run': 'TRUE', build: 'True' }, { dryRun: true, build: true }],
    ['YAML spellings of false', { build: 'FALSE', 'use-cache': 'False' }, { build: false, useCache: false }],
    ['apply-env-vars-to-build', { 'apply-env-vars-to-build': 'false' }, { applyEnvVarsToBuild: false }],
    ['no waiting', { 'wait-for-finish': '0' }, { waitForFinishSecs: 0 }],
    ['blank lines and comments are nothing', { version: '\n# 1.0\n' }, { version: undefined }],
    [
      'a base URL without its end',
      { 'api-base-url': 'https://proxy.test/apify/v2/' },
      { apiBaseUrl: 'https://proxy.test/apify' },
    ],
    [
      'the base URL of the official client',
      {},
      { apiBaseUrl: 'http://127.0.0.1:8080' },
      { APIFY_CLIENT_BASE_URL: 'http://127.0.0.1:8080/' },
    ],
    [
      'patterns, one a line',
      { files: '\nsrc/**\r\n  # comment\n!**/*.test.js\n' },
      { source: { type: 'SOURCE_FILES', patterns: ['src/**', '!**/*.test.js'] } },
    ],
    [
      'a Git URL makes it GIT_REPO',
      { 'git-repo-url': 'https://github.com/a/b' },
      { source: { type: 'GIT_REPO', url: 'https://github.com/a/b' } },
    ],
    ['GIT_REPO without a URL', { 'source-type': 'GIT_REPO' }, { source: { type: 'GIT_REPO', url: undefined } }],
    [
      'TARBALL without a URL packs the files',
      { 'source-type': 'TARBALL', files: 'src/**' },
      { source: { type: 'TARBALL', url: undefined, patterns: ['src/**'] } },
    ],
    [
      'a tarball that is there',
      { 'tarball-url': 'https://x.test/a.tar.gz' },
      { source: { type: 'TARBALL', url: 'https://x.test/a.tar.gz' } },
    ],
    [
      'a Gist',
      { 'source-type': 'GITHUB_GIST', 'github-gist-url': 'https://gist.github.com/a/1' },
      { source: { type: 'GITHUB_GIST', url: 'https://gist.github.com/a/1' } },
    ],
    // A fourth parameter that is not at rest would be Jest's "done".
  ])('%s', (_title, inputs, expected, ...[environment]) => {
    expect(read(inputs, environment)).toMatchObject(expected);
  });
});

describe('what is wrong is told with the input, the fault and what would be right', () => {
  test.each<[string, Record<string, string>, RegExp, RegExp]>([
    ['no token', { token: '' }, /^Input token is empty/, /integrations.*forks.*Dependabot/s],
    ['a token with white space inside', { token: 'apify api' }, /^Input token holds/, /Paste/],
    ['a bare name', { 'actor-id': 'my-actor' }, /^Input actor-id "my-actor" is a bare name/, /username\/my-actor/],
    ['no Actor at all', { 'actor-id': 'a/b/c' }, /^Input actor-id/, /username\/name/],
    ['a version that lost its zero', { version: '1' }, /^Input version "1"/, /version: '1\.0'/],
    ['three numbers', { version: '1.0.0' }, /^Input version "1\.0\.0"/, /'1\.2'/],
    ['a leading zero', { version: '01.0' }, /^Input version/, /leading zeros/],
    ['too large', { version: '100.0' }, /^Input version/, /0 to 99/],
    ['a tag with white space', { 'build-tag': 'my tag' }, /^Input build-tag/, /letters/],
    ['an unknown source type', { 'source-type': 'GIT' }, /^Input source-type "GIT"/, /GIT_REPO/],
    ['an unknown mode', { 'env-vars-mode': 'append' }, /^Input env-vars-mode/, /merge, replace/],
    [
      'no boolean: apply-env-vars-to-build',
      { 'apply-env-vars-to-build': '1' },
      /^Input apply-env-vars-to-build/,
      /true or false/,
    ],
    [
      'no boolean: create-if-missing',
      { 'create-if-missing': 'yes' },
      /^Input create-if-missing "yes"/,
      /true or false/,
    ],
    ['no boolean: build', { build: 'on' }, /^Input build "on"/, /true or false/],
    ['no boolean: use-cache', { 'use-cache': 'tRue' }, /^Input use-cache/, /true or false/],
    ['no boolean: dry-run', { 'dry-run': '0' }, /^Input dry-run/, /true or false/],
    ['no number', { 'wait-for-finish': '5m' }, /^Input wait-for-finish/, /600/],
    ['a negative number', { 'wait-for-finish': '-1' }, /^Input wait-for-finish/, /whole number/],
    ['more seconds than a job has', { 'wait-for-finish': '1000000' }, /"1000000" is longer than/, /999999/],
    ['a version with a leading zero alone', { version: '01' }, /^Input version "01"/, /^Give two numbers/],
    [
      'what is long, without repeating it',
      { version: '1'.repeat(101) },
      /^Input version \(101 characters\) is/,
      /0 to 99/,
    ],
    ['what has several lines, on one', { build: 'a\nb' }, /^Input build "a\\nb" is/, /true or false/],
    ['no address', { 'api-base-url': 'api.apify.com' }, /^Input api-base-url/, /https:\/\/api\.apify\.com/],
    ['another scheme', { 'api-base-url': 'ftp://x.test' }, /^Input api-base-url/, /https/],
    [
      'an address with a password',
      { 'api-base-url': 'https://u:passw0rd@x.test' },
      /^Input api-base-url carries/,
      /token/,
    ],
    ['a Gist without its URL', { 'source-type': 'GITHUB_GIST' }, /^Input github-gist-url is empty/, /Gist/],
    [
      'two sources',
      { 'git-repo-url': 'https://a.test/b', 'tarball-url': 'https://a.test/c' },
      /^Inputs git-repo-url and tarball-url contradict/,
      /one source/,
    ],
    [
      'a type and the URL of another',
      { 'source-type': 'SOURCE_FILES', 'git-repo-url': 'https://a.test/b' },
      /^Inputs source-type \(SOURCE_FILES\) and git-repo-url contradict/,
      /one source/,
    ],
    [
      'files for a source that has none',
      { files: 'src/**', 'git-repo-url': 'https://a.test/b' },
      /^Inputs files and git-repo-url contradict/,
      /no files are sent/,
    ],
  ])('%s', (_title, inputs, message, hint) => {
    expect(() => read(inputs)).toThrow(
      expect.objectContaining({ message: expect.stringMatching(message), hint: expect.stringMatching(hint) }),
    );
  });

  test.each([
    ['git-repo-url', 'github.com/a/b', /not the URL of a Git repository/],
    ['git-repo-url', '"https://jane:passw0rd@github.com/a/b"', /not the URL of a Git repository/],
    ['git-repo-url', 'https:jane:passw0rd@github.com/a/b', /not the URL of a Git repository/],
    ['git-repo-url', 'jane:passw0rd@github.com/a/b', /not the URL of a Git repository/],
    ['git-repo-url', '../passw0rd', /not the URL of a Git repository/],
    ['git-repo-url', 'file:///passw0rd', /not the URL of a Git repository/],
    ['git-repo-url', 'https://github.com:passw0rd/a', /not the URL of a Git repository/],
    ['git-repo-url', 'https://github.com/a/b\nhttps://github.com/c/passw0rd', /not the URL of a Git repository/],
    ['tarball-url', 'dist/passw0rd.tar.gz', /not an http or https address/],
    ['tarball-url', 'ftp://jane:passw0rd@host.test/a.zip', /not an http or https address/],
    ['tarball-url', 'https://host.test/a passw0rd.zip', /not an http or https address/],
    ['github-gist-url', 'passw0rd', /not an http or https address/],
  ])('%s: %j is none, and is not repeated', (name, url, problem) => {
    const told = thrownBy(() => read({ [name]: url }));
    expect(told).toMatch(new RegExp(`^Input ${name} is ${problem.source}`));
    expect(told).not.toContain('passw0rd');
  });

  test('several mistakes come in one error', () => {
    const inputs = { version: '1', build: 'maybe', 'wait-for-finish': 'long' };
    expect(() => read(inputs)).toThrow(
      /^3 inputs are wrong:\n- Input version .*\n- Input build .*\n- Input wait-for-finish/,
    );
  });

  test('a variable that is at fault is named, not the input', () => {
    expect(() => read({}, { APIFY_CLIENT_BASE_URL: 'nowhere' })).toThrow(/^The variable APIFY_CLIENT_BASE_URL/);
  });

  test('a dry run needs no token', () => {
    expect(read({ token: '', 'dry-run': 'true' })).toMatchObject({ token: undefined, dryRun: true });
  });
});

test('what is secret is known without checking anything', () => {
  const raw = rawInputs(
    {
      token,
      version: 'nonsense',
      'git-repo-url': 'https://x-access-token:p%40ss@word@github.com/a/b',
      'tarball-url': 'ssh://git@x.test/a',
    },
    { APIFY_CLIENT_BASE_URL: 'http://me:sesame@127.0.0.1' },
  );
  const values = readPlainSecrets(raw).map(({ value }) => value);
  expect(values).toEqual([
    token,
    'x-access-token',
    'x-access-token',
    'p%40ss@word',
    'p@ss@word',
    'me',
    'me',
    'sesame',
    'sesame',
  ]);
});

test.each([
  ['http://127.0.0.1:1', false],
  ['http://localhost', false],
  ['http://[::1]:80', false],
  ['https://api.apify.com', false],
  ['http://10.0.0.1', true],
  ['http://127.0.0.1.evil.test', true],
])('%s sends the token in clear text: %s', (url, expected) => {
  expect(isCleartext(url)).toBe(expected);
});

test.each([
  ['deploytoken@gitlab.test:a/b.git', ['deploytoken', 'deploytoken']],
  ['git@github.com:a/b.git', []],
  ['github.com:a/b@c.git', []],
])('the user of %s is as secret as that of a URL', (url, users) => {
  expect(readPlainSecrets(rawInputs({ 'git-repo-url': url })).map(({ value }) => value)).toEqual(users);
});

test('what a proxy is signed in to with is hidden, and no secret that files are held against', () => {
  const raw = rawInputs({}, { HTTPS_PROXY: 'http://corporate-proxy-user:sesame@proxy.test:8080' });
  expect(readPlainSecrets(raw)).toEqual([]);
  expect(new Set(readProxySecrets(raw).map(({ value }) => value))).toEqual(new Set(['corporate-proxy-user', 'sesame']));
});
