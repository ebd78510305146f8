import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ActionError } from '../../../src/errors.ts';
import type { Secret } from '../../../src/runner/secrets.ts';
import { createLeakCheck } from '../../../src/source/checks/leak-check.ts';
import type { SourceFile } from '../../../src/source/files/source-file.ts';

function file(name: string): SourceFile {
  return { name, path: `/${name}`, size: 0, executable: false, tracked: true };
}

/** The error that files (by name) with these secrets give, whether they are looked at whole or in parts. */
function leak(
  secrets: readonly Secret[],
  files: Readonly<Record<string, string | Buffer>>,
  partBytes = Number.POSITIVE_INFINITY,
  shownFolder = '',
): ActionError | undefined {
  const check = createLeakCheck(secrets, shownFolder);
  for (const [name, content] of Object.entries(files)) {
    const bytes = Buffer.from(content as string);
    if (partBytes === Number.POSITIVE_INFINITY) {
      check.look(file(name), bytes);
      continue;
    }
    const next = check.follow(file(name));
    for (let start = 0; start < bytes.length; start += partBytes) next(bytes.subarray(start, start + partBytes));
  }
  try {
    check.stopWhereLeaked();
    return undefined;
  } catch (error) {
    if (error instanceof ActionError) return error;
    throw error;
  }
}

const token = { name: 'token', value: 'apify_api_0123456789' };
const password = { name: 'PASSWORD', value: 'correct horse battery' };
const key = { name: 'KEY', value: '-----BEGIN KEY-----\nabcdef0123456789\n-----END KEY-----\n' };

describe('found', () => {
  test.each<[string, Secret, string | Buffer]>([
    ['the token', token, `a ${token.value} b`],
    ['a token of any length', { name: 'token', value: 'abc' }, 'xabcx'],
    ['a secret at the start', password, `${password.value} b`],
    ['a secret at the end', password, `a${password.value}`],
    ['a secret of 16 characters', { name: 'S', value: '0123456789abcdef' }, '-0123456789abcdef-'],
    ['white space around the secret', { name: 'S', value: ' \t0123456789abcdef\n' }, '0123456789abcdef'],
    ['lines', key, `x\n${key.value}y`],
    ['lines whose end is cut in the file', key, key.value.trim()],
    ['LF in the secret, CRLF in the file', key, `x\r\n${key.value.replaceAll('\n', '\r\n')}`],
    ['CRLF in the secret, LF in the file', { ...key, value: key.value.replaceAll('\n', '\r\n') }, key.value],
    [
      'in a binary file',
      password,
      Buffer.concat([Buffer.from([0, 0xff, 0xfe]), Buffer.from(password.value), Buffer.alloc(9)]),
    ],
    ['letters beyond ASCII', { name: 'S', value: 'žluťoučký kůň pěl' }, 'a žluťoučký kůň pěl b'],
    ['a CR that is no line end', { name: 'S', value: '0123456789\rabcdef' }, '0123456789\rabcdef'],
  ])('%s', (_title, secret, content) => {
    expect(leak([secret], { 'src/a.js': content })?.message).toMatch(/^src\/a\.js holds the /);
    for (const partBytes of [1, 7, 64]) expect(leak([secret], { a: content }, partBytes)).toBeDefined();
  });
});

describe('not found', () => {
  test.each<[string, Secret, string]>([
    ['a secret of 15 characters', { name: 'S', value: '0123456789abcde' }, '0123456789abcde'],
    ['one that white space makes longer', { name: 'S', value: '  0123456789abcde ' }, '  0123456789abcde '],
    ['one that is only begun', password, password.value.slice(0, -1)],
    ['one in other letters', password, password.value.toUpperCase()],
    ['an empty one', { name: 'token', value: '' }, 'a'],
    ['only white space', { name: 'S', value: ' '.repeat(20) }, ' '.repeat(40)],
    ['LF in the secret, a lone CR in the file', key, key.value.replaceAll('\n', '\r')],
    ['only a line of it', key, '-----BEGIN KEY-----\n'],
  ])('%s', (_title, secret, content) => {
    expect(leak([secret], { a: content })).toBeUndefined();
    expect(leak([secret], { a: content }, 3)).toBeUndefined();
  });

  test('a second secret called token is as any other', () => {
    expect(leak([token, { name: 'token', value: 'short' }], { a: 'short' })).toBeUndefined();
  });

  test('parts of two files do not come together', () => {
    const check = createLeakCheck([password], '');
    check.follow(file('a'))(Buffer.from(password.value.slice(0, 9)));
    check.follow(file('b'))(Buffer.from(password.value.slice(9)));
    check.stopWhereLeaked();
  });
});

test('a secret is found wherever parts begin and end, with any line ends', () => {
  const line = fc.stringMatching(/^[a-z]{6,9}$/);
  const lineEnd = fc.constantFrom('\n', '\r\n');
  const lines = fc.array(line, { minLength: 1, maxLength: 4 }).map((all) => ['long-enough-secret', ...all]);
  fc.assert(
    fc.property(
      lines,
      lineEnd,
      fc.infiniteStream(lineEnd),
      fc.string({ maxLength: 30 }),
      fc.string({ maxLength: 30 }),
      fc.array(fc.nat({ max: 12 }), { minLength: 1 }),
      (parts, secretEnd, fileEnds, before, after, cuts) => {
        const secret = { name: 'S', value: parts.join(secretEnd) };
        const written = parts.map((part, index) => (index === 0 ? part : `${fileEnds.next().value}${part}`)).join('');
        const bytes = Buffer.from(`${before}\n${written}\n${after}`);
        const check = createLeakCheck([secret, password], '');
        const next = check.follow(file('a'));
        for (let start = 0, turn = 0; start < bytes.length; turn += 1) {
          const end = start + 1 + (cuts[turn % cuts.length] ?? 0);
          next(bytes.subarray(start, end));
          start = end;
        }
        expect(() => check.stopWhereLeaked()).toThrow('a holds the value of the secret S');
      },
    ),
    { numRuns: 3_000 },
  );
});

describe('the error', () => {
  test('of a token', () => {
    const error = leak([token], { 'b.js': token.value }, undefined, 'packages/a');
    expect(error).toMatchObject({
      message: 'b.js holds the Apify token',
      hint: expect.stringMatching(/\.actorignore.*revoke/),
      place: { file: 'packages/a/b.js' },
    });
  });

  test('of a secret tells both ways out', () => {
    expect(leak([password], { 'b.js': password.value })).toMatchObject({
      message: 'b.js holds the value of the secret PASSWORD',
      hint: 'Leave the file out by .actorignore, or, where the value is no secret, move PASSWORD to env-vars.',
      place: { file: 'b.js' },
    });
  });

  test('of a password in a URL', () => {
    const proxy = { name: 'HTTPS_PROXY (user information)', value: 'correct-horse-battery' };
    expect(leak([proxy], { 'b.js': proxy.value })).toMatchObject({
      message: 'b.js holds the value of the secret HTTPS_PROXY (user information)',
      hint: 'Leave the file out by .actorignore or take it out.',
    });
  });

  test('of several tells all, with their files, and no value', () => {
    const files = { b: `${password.value} ${token.value}`, 'a\n': password.value, c: 'nothing', d: `x${key.value}` };
    const message = leak([token, password, key], files)?.message ?? '';
    expect(message.split('\n')).toEqual([
      '3 secrets are in files that would be deployed:',
      expect.stringMatching(/^- b holds the Apify token\. /),
      expect.stringMatching(/^- a\\n, b hold the value of the secret PASSWORD\. Leave .*move PASSWORD to env-vars/),
      expect.stringMatching(/^- d holds the value of the secret KEY\. /),
    ]);
    for (const { value } of [token, password]) expect(message).not.toContain(value);
    expect(message).not.toContain('abcdef0123456789');
  });

  test('of one value with two names tells it once', () => {
    const error = leak([password, { name: 'AGAIN', value: `${password.value}\n` }], { a: password.value });
    expect(error?.message).toBe('a holds the value of the secret PASSWORD and AGAIN');
  });
});
