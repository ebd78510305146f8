import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ActionError } from '../../../src/errors.ts';
import type { Secret } from '../../../src/runner/secrets.ts';
import { createLeakCheck } from '../../../src/source/checks/leak-check.ts';
import type { SourceFile } from '../../../src/source/files/source-file.ts';

function file(name: string, size: number): SourceFile {
  return { name, path: `/${name}`, size, executable: false, tracked: true };
}

interface Wish {
  /** The size of the parts in which files are read, in bytes. By default, files are read whole. */
  readonly partBytes?: number;
  readonly shownFolder?: string;
  readonly namedFiles?: readonly string[];
}

/** Checks files for secrets. @returns the error, or undefined if there is no secret. */
function leak(
  secrets: readonly Secret[],
  files: Readonly<Record<string, string | Buffer>>,
  { partBytes = Number.POSITIVE_INFINITY, shownFolder = '', namedFiles = [] }: Wish = {},
): ActionError | undefined {
  const check = createLeakCheck(secrets, { names: Object.keys(files), shownFolder, namedFiles });
  for (const [name, content] of Object.entries(files)) {
    const bytes = Buffer.from(content as string);
    const inspectPart = check.inspect(file(name, bytes.length));
    for (let start = 0; start < bytes.length; start += partBytes) {
      inspectPart(bytes.subarray(start, Math.min(bytes.length, start + partBytes)));
    }
  }
  try {
    check.throwIfFound();
    return undefined;
  } catch (error) {
    if (error instanceof ActionError) return error;
    throw error;
  }
}

const token = { name: 'token', value: 'apify_api_0123456789', kind: 'token' } as const;
const password = { name: 'PASSWORD', value: 'correct horse battery' };
const odd = { name: 'ODD', value: `a"b\\c/d&e<f>'ž😀 g%h+i` };
const keyLine = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj';
const key = {
  name: 'KEY',
  value: `-----BEGIN RSA PRIVATE KEY FOR TESTS OF THE LEAK CHECK, A LONG LINE-----\nabcdef0123456789\n${keyLine}\nqrstuv\n-----END RSA PRIVATE KEY FOR TESTS-----\n`,
};
const account = {
  name: 'ACCOUNT',
  value: JSON.stringify({ type: 'service_account', private_key: key.value, client_id: '1' }, null, 2),
};

function wrap(text: string, width: number, end = '\n'): string {
  return text.replaceAll(new RegExp(`.{${width}}`, 'g'), `$&${end}`);
}
function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
function utf16be(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

describe('finds', () => {
  test.each<[string, Secret, string | Buffer]>([
    ['the token', token, `a ${token.value} b`],
    ['a token of any length', { ...token, value: 'abc' }, 'xabcx'],
    ['a token of two characters', { ...token, value: '!x' }, 'a!x'],
    ['a secret at the start', password, `${password.value} b`],
    ['a secret at the end', password, `a${password.value}`],
    ['a secret of 16 characters', { name: 'S', value: '0123456789abcdef' }, '-0123456789abcdef-'],
    ['a secret without the white space around it', { name: 'S', value: ' \t0123456789abcdef\n' }, '0123456789abcdef'],
    ['letters beyond ASCII', { name: 'S', value: 'žluťoučký kůň pěl' }, 'a žluťoučký kůň pěl b'],
    [
      'a secret in a binary file',
      password,
      Buffer.concat([Buffer.from([0, 0xff]), Buffer.from(password.value), Buffer.alloc(9)]),
    ],
    ['a secret with several lines', key, `x\n${key.value}y`],
    ['a secret with several lines, with CRLF in the file', key, `x\r\n${key.value.replaceAll('\n', '\r\n')}`],
    [
      'a secret with several lines, with CRLF in the secret',
      { ...key, value: key.value.replaceAll('\n', '\r\n') },
      key.value,
    ],
    ['the longest line of a secret', key, `key: ${keyLine}`],
    ['the longest line of a secret, indented', key, key.value.replaceAll(/^/gm, '    ')],
    ['lines with escaped line breaks', key, `KEY="${key.value.replaceAll('\n', '\\n')}"`],
    ['the key of a JSON secret', account, `KEY="${key.value}"`],
    ['a JSON secret on one line', account, JSON.stringify(JSON.parse(account.value))],
    ['UTF-16', password, Buffer.from(`\ufeffa = ${password.value}`, 'utf16le')],
    ['UTF-16 at an odd offset', password, Buffer.concat([Buffer.from('a'), Buffer.from(password.value, 'utf16le')])],
    ['big-endian UTF-16', password, utf16be(`\ufeffa = ${password.value}`)],
    ['UTF-16 beyond ASCII', odd, utf16be(`\ufeffa = ${odd.value}`)],
    ['JSON in UTF-16', odd, Buffer.from(JSON.stringify(odd.value), 'utf16le')],
    ['JSON', odd, JSON.stringify({ a: odd.value })],
    ['JSON in JSON', odd, JSON.stringify(JSON.stringify({ a: odd.value }))],
    ['URL encoding', odd, `https://host.test/?a=${encodeURIComponent(odd.value)}`],
    ['form encoding', odd, `${new URLSearchParams({ a: odd.value })}`],
    ['Base64', token, base64(token.value)],
    ['Base64 after one byte', token, base64(`x${token.value}y`)],
    ['Base64 after two bytes', token, base64(`xx${token.value}`)],
    ['Base64url', odd, Buffer.from(odd.value).toString('base64url')],
    ['Basic authentication', token, `Authorization: Basic ${base64(`user:${token.value}`)}`],
    ['Docker authentication', token, JSON.stringify({ auths: { 'ghcr.io': { auth: base64(`jane:${token.value}`) } } })],
    ['wrapped Base64', key, wrap(base64(`{"key": "${key.value}"}`), 76)],
    ['wrapped Base64 with CRLF', key, wrap(base64(`{"key": "${key.value}"}`), 64, '\r\n')],
    ['Base64 in UTF-16', token, Buffer.from(base64(token.value), 'utf16le')],
    ['XML text', odd, '<a>a"b\\c/d&amp;e&lt;f&gt;\'ž😀 g%h+i</a>'],
    ['an HTML attribute', odd, '<a b="a&quot;b\\c/d&amp;e&lt;f&gt;&#39;ž😀 g%h+i">'],
  ])('%s', (_title, secret, content) => {
    expect(leak([secret], { 'src/a.js': content })?.message).toMatch(/^src\/a\.js contains the /);
    for (const partBytes of [1, 7, 64]) expect(leak([secret], { a: content }, { partBytes })).toBeDefined();
  });

  test('Base64 with line breaks at any position', () => {
    for (let before = 0; before < 160; before += 1) {
      for (const width of [64, 76]) {
        const content = wrap(base64(`${'x'.repeat(before)}${token.value}${'y'.repeat(100)}`), width);
        expect([before, width, leak([token], { a: content })?.message]).toEqual([before, width, expect.any(String)]);
      }
    }
  });

  test.each([
    ['the token', token, token.value],
    ['Base64', token, base64(`user:${token.value}`)],
    ['a secret', password, password.value],
  ])('in a file name: %s', (_title, secret, name) => {
    const error = leak([secret], { a: '', [`keys/${name}.txt`]: 'x' });
    expect(error?.message).toMatch(/^the name of keys\/.*\*\*\*.*\.txt contains the (Apify token|value of the secret)/);
    expect(error?.message).not.toContain(secret.value);
    expect(error?.place).toBeUndefined();
  });
});

describe('does not find', () => {
  test.each<[string, Secret, string]>([
    ['a secret of 15 characters', { name: 'S', value: '0123456789abcde' }, '0123456789abcde'],
    ['a secret that white space makes longer', { name: 'S', value: '  0123456789abcde ' }, '  0123456789abcde '],
    ['a short secret named token', { name: 'token', value: 'short' }, 'short'],
    ['only the beginning of a secret', password, password.value.slice(0, -1)],
    ['only the end of a secret', password, password.value.slice(1)],
    ['a secret in different letter case', password, password.value.toUpperCase()],
    ['an empty token', { ...token, value: '' }, 'a'],
    ['only white space', { name: 'S', value: ' '.repeat(20) }, ' '.repeat(40)],
    [
      'the BEGIN and END lines of a key',
      key,
      key.value
        .split('\n')
        .filter((line) => line.startsWith('-----'))
        .join('\nothers\n'),
    ],
    ['a line that is not the longest', key, 'abcdef0123456789'],
    ['short lines of JSON', account, '{\n  "type": "service_account",\n  "client_id": "1"\n}'],
    ['a different key', key, key.value.replaceAll(/[A-Za-z]/g, (letter) => (letter === 'c' ? 'd' : letter))],
  ])('%s', (_title, secret, content) => {
    expect(leak([secret], { a: content })).toBeUndefined();
    expect(leak([secret], { a: content }, { partBytes: 3 })).toBeUndefined();
  });

  test('a secret split between two files', () => {
    const check = createLeakCheck([password], { names: [], shownFolder: '' });
    check.inspect(file('a', 9))(Buffer.from(password.value.slice(0, 9)));
    check.inspect(file('b', 12))(Buffer.from(password.value.slice(9)));
    expect(() => check.throwIfFound()).not.toThrow();
  });
});

test('finds a secret wherever parts begin and end, with any line endings', () => {
  const line = fc.stringMatching(/^[a-z]{6,9}$/);
  const lineEnd = fc.constantFrom('\n', '\r\n');
  const lines = fc.array(line, { minLength: 1, maxLength: 4 }).map((all) => ['long-enough-secret', ...all]);
  fc.assert(
    fc.property(
      lines,
      lineEnd,
      lineEnd,
      fc.string({ maxLength: 30 }),
      fc.string({ maxLength: 30 }),
      fc.array(fc.nat({ max: 12 }), { minLength: 1 }),
      (parts, secretEnd, fileEnd, before, after, cuts) => {
        const bytes = Buffer.from(`${before}\n${parts.join(fileEnd)}\n${after}`);
        const secrets = [{ name: 'S', value: parts.join(secretEnd) }, password];
        const check = createLeakCheck(secrets, { names: [], shownFolder: '' });
        const inspectPart = check.inspect(file('a', bytes.length));
        for (let start = 0, turn = 0; start < bytes.length; turn += 1) {
          const end = Math.min(bytes.length, start + 1 + (cuts[turn % cuts.length] ?? 0));
          inspectPart(bytes.subarray(start, end));
          start = end;
        }
        expect(() => check.throwIfFound()).toThrow('a contains the value of the secret S');
      },
    ),
    { seed: 1, numRuns: 50 },
  );
});

test('finds the same secrets as a plain search in random text', () => {
  const alphabet = fc.constantFrom('a', 'b');
  const text = fc.string({ unit: alphabet, maxLength: 400 });
  const secretText = fc.string({ unit: alphabet, minLength: 16, maxLength: 18 });
  fc.assert(
    fc.property(text, fc.array(secretText, { minLength: 1, maxLength: 5 }), fc.boolean(), (content, values, isPut) => {
      const all = isPut ? content.slice(0, 200) + values[0] + content.slice(200) : content;
      const secrets = values.map((value, index) => ({ name: `S${index}`, value }));
      expect(leak(secrets, { f: all }) !== undefined).toBe(values.some((value) => all.includes(value)));
    }),
    { seed: 1, numRuns: 60 },
  );
});

describe('the error', () => {
  test('about a file name has no position', () => {
    const error = leak([token], { [token.value]: '' }, { shownFolder: 'packages/a' });
    expect(error?.message).toMatch(/^the name of .*\*\*\* contains the Apify token$/);
    expect(error?.place).toBeUndefined();
  });

  test('about the token names the file', () => {
    expect(leak([token], { 'b.js': token.value }, { shownFolder: 'packages/a' })).toMatchObject({
      message: 'b.js contains the Apify token',
      hint: expect.stringMatching(/^Remove the token from the file .*, or exclude the file in \.actorignore.*revoke/),
      place: { file: 'packages/a/b.js' },
    });
  });

  test('about a secret contains both solutions', () => {
    expect(leak([password], { 'b.js': password.value })).toMatchObject({
      message: 'b.js contains the value of the secret PASSWORD',
      hint: 'Remove the secret from the file or its name, or exclude the file in .actorignore. If the value is not a secret, move PASSWORD to env-vars.',
      place: { file: 'b.js' },
    });
  });

  test('about a file that is always deployed does not suggest to exclude it', () => {
    const namedFiles = ['.actor/actor.json', 'Dockerfile'];
    expect(leak([password], { '.actor/actor.json': password.value }, { namedFiles })?.hint).toBe(
      'Remove the secret from the file or its name. .actorignore cannot exclude .actor/actor.json. If the value is not a secret, move PASSWORD to env-vars.',
    );
    expect(leak([token], { Dockerfile: token.value, 'b.js': token.value }, { namedFiles })?.hint).toMatch(
      /, or exclude the file in \.actorignore: .* \.actorignore cannot exclude Dockerfile\. If the token was/,
    );
  });

  test('about a secret named token does not call it the Apify token', () => {
    const error = leak([{ ...password, name: 'token' }], { a: password.value });
    expect(error?.message).toBe('a contains the value of the secret token');
  });

  test('about a password in a URL names the input', () => {
    const url = {
      name: 'git-repo-url (user information)',
      value: 'correct-horse-battery',
      kind: 'user-information',
    } as const;
    expect(leak([url], { 'b.js': url.value })).toMatchObject({
      message: 'b.js contains the value of the secret git-repo-url (user information)',
      hint: 'Remove the secret from the file or its name, or exclude the file in .actorignore.',
    });
  });

  test('about several secrets lists their names and files, but no value', () => {
    const files = { b: `${password.value} ${token.value}`, 'a\n': password.value, c: 'nothing', d: `x${key.value}` };
    const message = leak([token, password, key], files)?.message ?? '';
    expect(message.split('\n')).toEqual([
      '3 secrets are in files that would be deployed:',
      expect.stringMatching(/^- b contains the Apify token\. /),
      expect.stringMatching(/^- a\\n, b contain the value of the secret PASSWORD\. Remove .*move PASSWORD to env-vars/),
      expect.stringMatching(/^- d contains the value of the secret KEY\. /),
    ]);
    for (const { value } of [token, password]) expect(message).not.toContain(value);
    expect(message).not.toContain(keyLine);
  });

  test('about one value with several names is reported once', () => {
    const again = { name: 'AGAIN', value: `${password.value}\n` };
    expect(leak([password, again], { a: password.value })?.message).toBe(
      'a contains the value of the secret PASSWORD and AGAIN',
    );
    expect(leak([token, { ...again, value: token.value }], { a: token.value })?.message).toBe(
      'a contains the Apify token (also the value of AGAIN)',
    );
  });
});
