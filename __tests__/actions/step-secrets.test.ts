import { expect, test } from '@jest/globals';
import { readGitHubToken, readProxySecrets, readStepSecrets } from '../../src/actions/step-secrets.ts';
import { rawInputs } from '../support/raw-inputs.ts';

type Texts = Readonly<Record<string, string>>;

function valuesOf(inputs: Texts, environment: Texts = {}): readonly string[] {
  return readStepSecrets(rawInputs(inputs, environment)).map(({ value }) => value);
}

test('reads secrets without checking the inputs', () => {
  const inputs = {
    token: ' abc ',
    version: 'nonsense',
    'git-repo-url': 'https://x-access-token:p%40ss@word@github.com/a/b',
    'tarball-url': 'ssh://git@x.test/a',
  };
  expect(valuesOf(inputs, { APIFY_CLIENT_BASE_URL: 'http://me:sesame@127.0.0.1' })).toEqual([
    'abc',
    'x-access-token',
    'p%40ss@word',
    'p@ss@word',
    'x-access-token:p%40ss@word',
    'x-access-token:p@ss@word',
    'me',
    'sesame',
    'me:sesame',
  ]);
});

test('treats a different APIFY_TOKEN as a secret too', () => {
  expect(readStepSecrets(rawInputs({ token: 'a' }, { APIFY_TOKEN: 'b' }))).toEqual([
    { name: 'token', value: 'a', kind: 'token' },
    { name: 'APIFY_TOKEN', value: 'b', kind: 'token' },
  ]);
  expect(valuesOf({ token: 'a' }, { APIFY_TOKEN: ' a\n' })).toEqual(['a']);
  expect(valuesOf({}, { APIFY_TOKEN: 'b' })).toEqual(['b']);
});

test('treats the token for GitHub as a secret, without white space around it', () => {
  expect(readGitHubToken(rawInputs({ 'github-token': ' ghs_1\n' }))).toEqual([
    { name: 'github-token', value: 'ghs_1' },
  ]);
  expect(readGitHubToken(rawInputs({ 'github-token': ' ' }))).toEqual([]);
});

test.each([
  ['deploytoken@gitlab.test:a/b.git', ['deploytoken']],
  ['git@github.com:a/b.git', []],
  ['git:sesame@github.com:a/b.git', []],
  ['https://git:sesame@github.com/a/b.git', ['sesame', 'git:sesame']],
  ['github.com:a/b@c.git', []],
])('returns the secret user information in %s', (url, users) => {
  expect(valuesOf({ 'git-repo-url': url })).toEqual(users);
});

test('hides the password of a proxy but not its user name, and allows both in files', () => {
  const raw = rawInputs({}, { HTTPS_PROXY: 'http://corporate-user:sesame@proxy.test:8080', http_proxy: 'http://me@x' });
  expect(readStepSecrets(raw)).toEqual([]);
  expect(readProxySecrets(raw).map(({ value }) => value)).toEqual(['sesame', 'corporate-user:sesame']);
});
