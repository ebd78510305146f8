import { describe, expect, test } from '@jest/globals';
import { readInputs } from '../../support/discovery.ts';

const texts = (patterns: readonly { readonly text: string }[]): readonly string[] => patterns.map(({ text }) => text);

test('uses the documented defaults', () => {
  const { actors, changedOnly, base, shared, ignore, gitHubToken } = readInputs({});
  expect({ changedOnly, base, shared, ignore, gitHubToken }).toEqual({
    changedOnly: true,
    base: undefined,
    shared: [],
    ignore: [],
    gitHubToken: '',
  });
  expect(texts(actors)).toEqual(['**']);
});

test('adds ** before lines that only exclude, in actors but not in shared and ignore', () => {
  const lines = '!legacy/**\n# old\n!packages/x';
  const { actors, shared, ignore } = readInputs({ actors: lines, shared: lines, ignore: lines });
  expect(texts(actors)).toEqual(['**', '!legacy/**', '!packages/x']);
  expect(texts(shared)).toEqual(['!legacy/**', '!packages/x']);
  expect(texts(ignore)).toEqual(['!legacy/**', '!packages/x']);
});

test.each([
  ['False', false],
  ['TRUE', true],
  ['  ', true],
])('changed-only %j', (text, expected) => {
  expect(readInputs({ 'changed-only': text }).changedOnly).toBe(expected);
});

test.each([
  ['main', 'main'],
  [' v1.2.0\n', 'v1.2.0'],
  ['feature/näch', 'feature/näch'],
  ['refs/heads/main', 'main'],
  ['refs/tags/v1', 'v1'],
  ['HEAD~1', 'HEAD~1'],
  ['HEAD^', 'HEAD^'],
  ['0123456789abcdef0123456789abcdef01234567', '0123456789abcdef0123456789abcdef01234567'],
])('base %j is %j', (text, expected) => {
  expect(readInputs({ base: text }).base).toBe(expected);
});

describe('rejects, with a hint,', () => {
  test.each<[string, Record<string, string>, RegExp, RegExp]>([
    ['a word that is not a boolean', { 'changed-only': 'yes' }, /^The changed-only input is "yes"/, /true or false/],
    ['an option for a base', { base: '--upload-pack=x' }, /^The base input is "--upload-pack=x"/, /v1\.2\.0/],
    ['a range for a base', { base: 'main..dev' }, /^The base input/, /hash/],
    ['two lines for a base', { base: 'main\ndev' }, /^The base input is "main\\ndev"/, /main/],
    ['a control character in a base', { base: 'a\u001b[2Jb' }, /^The base input is "a\\u001b\[2Jb"/, /main/],
    ['a pattern that begins with a slash', { actors: '/packages' }, /^The pattern "\/packages/, /root/],
    ['a pattern with ..', { shared: '../x' }, /^The pattern "\.\.\/x/, /"\.\."/],
    ['an exclamation mark without a pattern', { ignore: '!' }, /^The pattern "!"/, /exclamation/],
  ])('%s', (_title, inputs, message, hint) => {
    expect(() => readInputs(inputs)).toThrow(
      expect.objectContaining({ message: expect.stringMatching(message), hint: expect.stringMatching(hint) }),
    );
  });

  test('several mistakes with one error', () => {
    expect(() => readInputs({ 'changed-only': 'x', base: '-', ignore: '/' })).toThrow(/^3 inputs are not valid:\n- /);
  });
});
