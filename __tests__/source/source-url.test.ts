import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { secretParameters, shownUrl } from '../../src/source/source-url.ts';

test.each([
  [
    'a Git URL with branch and folder',
    'https://github.com/o/r.git#main:packages/a',
    'https://github.com/o/r.git#main:packages/a',
  ],
  ['a token as the user name', 'https://ghp_abc@github.com/o/r.git#main', 'https://github.com/o/r.git#main'],
  ['a user name and a password', 'https://jane:p%40ss@host.test/o/r.git', 'https://host.test/o/r.git'],
  ['a password with an @', 'https://jane:p@ss@host.test/o/r.git', 'https://host.test/o/r.git'],
  ['the short form of SSH', 'git@github.com:o/r.git#main:a', 'git@github.com:o/r.git#main:a'],
  ['the long form of SSH', 'ssh://git@host.test:2222/o/r.git', 'ssh://git@host.test:2222/o/r.git'],
  ['a login other than git', 'deploy@host.test:o/r.git', 'host.test:o/r.git'],
  ['a login with a password in the short form', 'jane:secret@host.test:o/r.git', 'host.test:o/r.git'],
  ['a password for the login git', 'ssh://git:secret@host.test/o/r.git', 'ssh://host.test/o/r.git'],
  ['missing slashes that browsers add', 'https:jane:secret@host.test/a', 'https://host.test/a'],
  ['backslashes in place of slashes', 'https:\\\\jane:secret@host.test/a', 'https://host.test/a'],
  ['an invalid address', 'https://jane:secret@ho st/a?x=1', 'https://ho st/a?x=1'],
  [
    'an Apify record',
    'https://api.apify.com/v2/key-value-stores/a/records/b.zip?signature=1aB',
    'https://api.apify.com/v2/key-value-stores/a/records/b.zip',
  ],
  ['a token among other parameters', 'https://host.test/a?file=x&token=abc&v=2#f', 'https://host.test/a?file=x&v=2#f'],
  [
    'AWS',
    'https://b.s3.test/a.zip?X-Amz-Algorithm=A&X-Amz-Credential=B&X-Amz-Signature=C&versionId=1',
    'https://b.s3.test/a.zip?versionId=1',
  ],
  ['Azure', 'https://b.blob.test/a.zip?sv=2024&sig=abc%3D', 'https://b.blob.test/a.zip?sv=2024'],
  ['Google', 'https://storage.test/a?GoogleAccessId=a&Expires=1&Signature=b', 'https://storage.test/a?Expires=1'],
  ['GitLab', 'https://gitlab.test/a.tar.gz?private_token=abc', 'https://gitlab.test/a.tar.gz'],
  ['an encoded parameter name', 'https://host.test/a?%74oken=abc&x=1', 'https://host.test/a?x=1'],
  ['a parameter after a semicolon', 'https://host.test/a?x=1;token=abc', 'https://host.test/a'],
  [
    'a signed URL in a parameter',
    `https://host.test/get?url=${encodeURIComponent('https://h.test/a?sig=abc')}`,
    'https://host.test/get',
  ],
  ['an invalid escape', 'https://host.test/a?x=%zz&token=%zz', 'https://host.test/a?x=%zz'],
  ['a Gist', 'https://gist.github.com/jane/0123abc', 'https://gist.github.com/jane/0123abc'],
  ['an empty URL', '', ''],
])('shows a URL without secrets: %s', (_title, url, shown) => {
  expect(shownUrl(url)).toBe(shown);
});

test('removes every user, password, signature and token', () => {
  const secret = fc.stringMatching(/^[a-z0-9]{6}$/).map((text) => `SECRET${text}`);
  const word = fc.stringMatching(/^[a-z0-9.-]{0,8}$/);
  const scheme = fc.constantFrom('https://', 'http://', 'ssh://', 'git://', 'git+ssh://', 'HTTPS:/\\', '');
  const user = fc.oneof(
    fc.constant(''),
    secret.map((text) => `${text}@`),
    fc.tuple(word, secret).map((pair) => `${pair.join(':')}@`),
  );
  const name = fc.constantFrom(
    'signature',
    'token',
    'sig',
    'X-Amz-Signature',
    'api_key',
    'accessToken',
    'access_token',
  );
  const parameter = fc.oneof(
    fc.tuple(word, word).map((pair) => pair.join('=')),
    fc.tuple(name, secret).map((pair) => pair.join('=')),
  );
  const url = fc
    .tuple(
      scheme,
      user,
      word,
      fc.constantFrom('', ':8443', ':o'),
      word,
      fc.array(parameter),
      fc.constantFrom('', '#main:a/b'),
    )
    .map(([start, login, host, port, path, query, end]) => {
      const parameters = query.length === 0 ? '' : `?${query.join('&')}`;
      return `${start}${login}h${host}${port}/${path}${parameters}${end}`;
    });
  fc.assert(
    fc.property(url, (text) => {
      expect(shownUrl(text).toUpperCase()).not.toContain('SECRET');
    }),
    { seed: 1, numRuns: 500 },
  );
});

test('does not change a URL without a user and a query', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      fc.pre(!/[@?]/.test(text));
      expect(shownUrl(text)).toBe(text);
    }),
    { seed: 2, numRuns: 100 },
  );
});

test.each([
  ['a signature', 'https://b.test/a.zip?X-Amz-Signature=0123456789&versionId=98765432', ['0123456789']],
  ['an encoded signature, in both forms', 'https://b.test/a?sig=abcd%2Fefgh%3D', ['abcd%2Fefgh%3D', 'abcd/efgh=']],
  ['a short word', 'https://b.test/a?auth=true', []],
  ['the fragment after #', 'https://b.test/a#token=0123456789', []],
  ['no parameters', 'git@github.com:o/r.git#main', []],
])('finds parameters that grant access: %s', (_title, url, values) => {
  expect([...new Set(secretParameters(url))]).toEqual(values);
});
