import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { StoredEnvVar } from '../../src/apify/api.ts';
import { mustReadStored, planEnvVars, wantedEnvVars } from '../../src/env-vars/env-vars.ts';
import { type LinesInput, parseEnvVarLines, secretsOf } from '../../src/env-vars/lines.ts';
import { anyCharacter } from '../support/characters.ts';

const environment = { FROM_ENV: 'two\nlines', EMPTY: '', 'api.key': 'dotted', BLANK: ' \n ' };

function lines(input: LinesInput, text: string) {
  return parseEnvVarLines(input, text, environment);
}

function pairs(text: string): readonly (readonly [string, string])[] {
  return lines('env-vars', text).lines.map(({ name, value }) => [name, value]);
}

describe('reads', () => {
  test.each([
    [
      'one variable per line',
      'A=1\nB=2',
      [
        ['A', '1'],
        ['B', '2'],
      ],
    ],
    [
      'lines that end with CRLF',
      'A=1\r\nB=2\r\n',
      [
        ['A', '1'],
        ['B', '2'],
      ],
    ],
    ['blank lines and comments, which are ignored', '\n  \n# c\n  # d\nA=1\n', [['A', '1']]],
    ['white space before a name, which is ignored', ' \tA=1', [['A', '1']]],
    ['white space in a value, which is kept', 'A=  x  ', [['A', '  x  ']]],
    [
      'quotes, which are part of a value',
      `A="x"\nB='y'`,
      [
        ['A', '"x"'],
        ['B', "'y'"],
      ],
    ],
    ['several = characters, of which the first ends the name', 'A==b=c', [['A', '=b=c']]],
    ['a # in a value, which does not start a comment', 'A=b # c', [['A', 'b # c']]],
    ['an empty value', 'A=', [['A', '']]],
    ['a name without a value, which uses the variable of the step', 'FROM_ENV', [['FROM_ENV', 'two\nlines']]],
    ['white space after a name without a value', 'FROM_ENV  ', [['FROM_ENV', 'two\nlines']]],
    ['an empty variable of the step', 'EMPTY', [['EMPTY', '']]],
    ['a carriage return inside a value', 'A=b\rc', [['A', 'b\rc']]],
    ['the longest name', `${'N'.repeat(100)}=1`, [['N'.repeat(100), '1']]],
    ['the longest value', `A=${'v'.repeat(50_000)}`, [['A', 'v'.repeat(50_000)]]],
    ['an empty input', '', []],
  ])('%s', (_title, text, expected) => {
    const parsed = lines('env-vars', text);
    expect(parsed.mistakes).toEqual([]);
    expect(pairs(text)).toEqual(expected);
    expect(parsed.mask).toEqual([]);
  });
});

/** Every kind of wrong line, and the facts that message and hint contain. */
const wrongLines: readonly (readonly [input: LinesInput, text: string, facts: readonly string[]])[] = [
  [
    'env-vars',
    'A=1\nMY-VAR=1',
    ['Line 2 of env-vars', '"MY-VAR"', 'not a valid name', 'NAME=value', 'letters, digits'],
  ],
  ['env-vars', '1A=1', ['Line 1 of env-vars', '"1A"']],
  ['env-vars', 'A =1', ['"A "', 'without white space before "="']],
  ['env-vars', '@A=1', ['"@A"', 'not a valid name']],
  ['env-vars', '=x', ['Line 1 of env-vars has no valid name before "="']],
  ['env-vars', `${'N'.repeat(101)}=1`, ['a name of 101 characters', 'at most 100']],
  ['env-vars', `${'n'.repeat(201)}=x`, ['a name of 201 characters']],
  ['env-vars', `A=${'v'.repeat(50_001)}`, ['a value of 50001 characters', 'at most 50000', 'key-value store']],
  ['env-vars', 'A=1\n\nA=2', ['env-vars defines A twice (lines 1 and 3)', 'Remove one']],
  [
    'env-vars',
    'ABSENT',
    ['Line 1 of env-vars', 'the name ABSENT without a value', 'environment has no variable', 'env'],
  ],
  ['env-vars', 'toString', ['toString', 'environment has no variable']],
  ['env-vars', 'some words', ['Line 1 of env-vars', 'neither NAME=value nor a valid name']],
  ['secret-env-vars', 'A=1\nA=2', ['secret-env-vars defines the same name twice (lines 1 and 2)']],
  ['secret-env-vars', '@A=1\nA=2', ['the same name twice (lines 1 and 2)']],
  [
    'secret-env-vars',
    'A=1\nhunter2',
    ['Line 2 of secret-env-vars', 'neither NAME=value nor the name', 'several lines'],
  ],
  ['secret-env-vars', '@ABSENT', ['Line 1 of secret-env-vars', 'neither NAME=value nor the name']],
  ['secret-env-vars', 'p@ss=word', ['Line 1 of secret-env-vars has no valid name before "="']],
  [
    'secret-env-vars',
    'c2VzYW1lLW9wZW4tMTIzNA=',
    ['Line 1 of secret-env-vars has no value, or is the secret itself', 'name first'],
  ],
  [
    'secret-env-vars',
    'c2VzYW1lLW9wZW4tMTIz-_NA==',
    ['Line 1 of secret-env-vars has no value, or is the secret itself'],
  ],
  ['secret-env-vars', `A=${'v'.repeat(50_001)}`, ['Line 1 of secret-env-vars has a value of 50001 characters']],
];

describe('an invalid line is an error', () => {
  test.each(wrongLines)('%s: %j', (input, text, facts) => {
    const { mistakes, doubts } = lines(input, text);
    expect([...mistakes, ...doubts]).toHaveLength(1);
    const [error] = [...mistakes, ...doubts];
    for (const fact of facts) expect(`${error?.message}\n${error?.hint}`).toContain(fact);
    expect(error?.hint).toMatch(/\.$/);
  });

  test.each([
    'sk-proj-0123456789abcdefghij',
    'OPENAI_API_KEY_FOR_2024_X',
    'MySecretPassphraseIsHere',
    'MySecretPassphraseIsHere=',
    'c2VzYW1lLW9wZW4tMTIzNA==',
    'c2VzYW1lLW9wZW4tMTIzNA=',
    'c2VzYW1l_W9wZW4-MTIzNDU2Nzg5MA',
    'A=1\nA=sesame0123456789sesame',
    '1A=sesame0123456789sesame',
    `N${'0'.repeat(100)}=sesame`,
  ])('that may be the secret itself is masked and never repeated: %s', (text) => {
    const { mistakes, doubts, mask, lines: read } = lines('secret-env-vars', text);
    const [error] = [...mistakes, ...doubts];
    const last = text.split('\n').at(-1) ?? '';
    expect(mask).toContain(last);
    for (const part of last.split(/[=]/).filter((each) => each.length > 1)) {
      expect(`${error?.message}${error?.hint}`).not.toContain(part);
      expect(read.map(({ name }) => name)).not.toContain(part);
    }
    expect(error?.message).toMatch(/line/i);
  });

  test('in secret-env-vars is never part of a message', () => {
    const property = fc.property(fc.string({ minLength: 8, unit: anyCharacter }), (secret) => {
      fc.pre(!/[\n=@]/.test(secret) && secret.trim().length >= 8 && !secret.trimStart().startsWith('#'));
      fc.pre(!(secret.trim() in environment) && !/^[A-Z_][A-Z0-9_]*$/.test(secret.trim()));
      const { mistakes, mask } = lines('secret-env-vars', secret);
      for (const { message, hint = '' } of mistakes) expect(message + hint).not.toContain(secret.trim());
      expect(mask).toEqual([secret.trim()]);
    });
    fc.assert(property, { seed: 3, numRuns: 200 });
  });
});

test('keeps a value on one line byte for byte', () => {
  const property = fc.property(fc.string({ unit: anyCharacter }), (value) => {
    fc.pre(!value.includes('\n') && !value.endsWith('\r'));
    expect(pairs(`A=${value}\r\nB=1`)).toEqual([
      ['A', value],
      ['B', '1'],
    ]);
  });
  fc.assert(property, { seed: 5, numRuns: 200 });
});

describe('masks', () => {
  test.each([
    ['values', 'A=one\nB=two', ['one', 'two']],
    ['values of references', '@A=one\n@FROM_ENV', ['one', 'two\nlines']],
    ["values of the step's variables", 'FROM_ENV', ['two\nlines']],
    ['a line that is not NAME=value', 'hunter2', ['hunter2']],
    ['a line without a name, and the text after its =', 'p@ss=word', ['p@ss=word', 'word']],
    ['both values of a duplicate name', 'A=one\nA=two', ['one', 'two']],
    [
      'a line of Base64, also without its padding',
      'c2VzYW1lLW9wZW4tMTIzNA=',
      ['c2VzYW1lLW9wZW4tMTIzNA=', 'c2VzYW1lLW9wZW4tMTIzNA'],
    ],
    ['not white space', 'A=  \nBLANK', []],
    ['not the name of a variable that does not exist', 'API_KEY', []],
    ['not a name of 20 characters', 'ABCDEFGHIJKLMNOPQRS1', []],
    ['a line of 21 characters that may be a secret', 'ABCDEFGHIJKLMNOPQRST1', ['ABCDEFGHIJKLMNOPQRST1']],
    ['not a name that contains only capital letters', 'ABCDEFGHIJKLMNOPQRSTU', []],
  ])('%s', (_title, text, expected) => {
    expect(lines('secret-env-vars', text).mask).toEqual(expected);
  });
});

test('names a secret after all its lines, or after the input', () => {
  expect(secretsOf(lines('secret-env-vars', 'A=one\nB=one\n@C=two\nD= \nhunter2'))).toEqual([
    { name: 'A', value: 'one' },
    { name: 'B', value: 'one' },
    { name: 'C', value: 'two' },
    { name: 'secret-env-vars', value: 'hunter2' },
  ]);
});

function wanted(
  fromDefinition: Readonly<Record<string, string>> | undefined,
  plain: string,
  secret: string,
  secretsRequired = true,
): ReturnType<typeof wantedEnvVars> {
  return wantedEnvVars({
    fromDefinition,
    definitionFile: '.actor/actor.json',
    plain: lines('env-vars', plain),
    secret: lines('secret-env-vars', secret),
    secretsRequired,
    token: 'apify_api_123',
  });
}

describe('the variables to set', () => {
  const plain = (name: string, value: string) => ({ name, value, isSecret: false });
  const hidden = (name: string, value: string) => ({ name, value, isSecret: true });
  test.each<[string, Record<string, string>, string, string, readonly object[]]>([
    ['are empty without inputs', {}, '', '', []],
    ['include the variables in actor.json', { A: '1' }, '', '', [plain('A', '1')]],
    ['prefer env-vars to actor.json', { A: '1', B: '2' }, 'A=3', '', [plain('A', '3'), plain('B', '2')]],
    ['prefer secret-env-vars to both', { A: '1' }, 'A=2', 'A=3', [hidden('A', '3')]],
    ['replace a reference with the value of the secret', { A: '@key' }, '', 'key=v', [hidden('A', 'v')]],
    ['replace a reference to an @ line', { A: '@key' }, '', '@key=v', [hidden('A', 'v')]],
    [
      "replace a reference to an @ line with the step's value",
      { A: '@FROM_ENV' },
      '',
      '@FROM_ENV',
      [hidden('A', 'two\nlines')],
    ],
    ['never include an @ line', { key: 'plain' }, '', '@key=v', [plain('key', 'plain')]],
    ['may leave @ lines unused', {}, '', '@key=v\n@empty=\n@MY_VERY_LONG_KEY_NAME_2=\n@EMPTY', []],
    ['may refer to a secret whose name contains - and .', { A: '@my-api.key' }, '', 'my-api.key=v', [hidden('A', 'v')]],
    ['may contain two references to one secret', { A: '@k', B: '@k' }, '', 'k=v', [hidden('A', 'v'), hidden('B', 'v')]],
    ['may contain a reference to a secret with the same name', { KEY: '@KEY' }, '', 'KEY=v', [hidden('KEY', 'v')]],
    ['keep a value of only @', { A: '@' }, '', '', [plain('A', '@')]],
    ['require no secret for a reference that env-vars replaces', { A: '@key' }, 'A=1', '', [plain('A', '1')]],
    ['prefer a secret to a reference with the same name', { A: '@key' }, '', 'A=@x', [hidden('A', '@x')]],
    ['keep a value in an input that begins with @', {}, 'A=@key', '', [plain('A', '@key')]],
    [
      'include a secret that a reference uses too',
      { A: '@B', B: 'x' },
      '',
      'B=v',
      [hidden('A', 'v'), hidden('B', 'v')],
    ],
  ])('%s', (_title, definition, plainLines, secretLines, expected) => {
    expect(wanted(definition, plainLines, secretLines)).toMatchObject({ wanted: expected, errors: [] });
  });

  test.each<[string, Record<string, string>, string, readonly string[]]>([
    ['an empty secret', {}, 'KEY=', ['A secret is missing or empty: KEY', 'secrets.NAME', 'forks', 'Dependabot']],
    ['a secret of white space', {}, 'KEY=  \t', [': KEY']],
    ['a blank secret of the step', {}, 'BLANK', [': BLANK']],
    [
      'a blank secret whose name may be the secret itself',
      {},
      'OPENAI_API_KEY_FOR_2024_X=  ',
      ['A secret is missing or empty: line 1 of secret-env-vars\n'],
    ],
    ['an empty @ line that is used', { A: '@key' }, '@key=', [': key']],
    ['a reference without its secret', { A: '@key' }, '', ['key (for A in .actor/actor.json)']],
    [
      'a combination of these mistakes',
      { A: '@one', B: '@two' },
      'C=',
      ['3 secrets are missing or empty: C, one', 'two'],
    ],
    ['an invalid variable name', {}, 'my-key=v', ['Line 1 of secret-env-vars', 'not valid for a variable', 'write @']],
    [
      'a reference that looks like a literal',
      { A: '@everyone and more' },
      '',
      ['begins with @', 'move it to env-vars'],
    ],
  ])('%s is an error', (_title, definition, secretLines, facts) => {
    const { errors } = wanted(definition, '', secretLines);
    expect(errors).toHaveLength(1);
    for (const fact of facts) expect(`${errors[0]?.message}\n${errors[0]?.hint}`).toContain(fact);
  });

  test('names at most 10 missing secrets', () => {
    const references = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`V${index}`, `@s${index}`]));
    expect(wanted(references, '', '').errors[0]?.message).toMatch(/^12 secrets .* s9 \(for V9 .*\) and 2 more$/);
  });

  test('does not call a reference a literal if it is a valid name', () => {
    expect(wanted({ A: '@key' }, '', '').errors[0]?.hint).not.toContain('begins with @');
  });

  test('reports mistakes in both inputs together, even without actor.json', () => {
    expect(wanted({}, '1=a', '2=b').errors).toHaveLength(2);
    expect(wanted(undefined, '1=a', '2=b\nmy-key=v').errors).toMatchObject([{}, {}]);
  });

  test('errors do not contain values', () => {
    const { errors } = wanted({ A: '@gone' }, '', 'KEY=\nOTHER=sesame-open');
    expect(errors.map(({ message, hint }) => `${message}${hint}`).join()).not.toContain('sesame');
  });

  test('warns about missing secrets in a run that receives no secrets', () => {
    expect(wanted({ A: '@key' }, '', 'B=', false)).toMatchObject({
      errors: [],
      diagnostics: [{ level: 'warning', message: 'Secrets are missing or empty: B, key (for A in .actor/actor.json)' }],
    });
  });

  test('rejects a name that may be the secret itself only in a run that receives secrets', () => {
    const line = 'OpenAiApiKey2024ForProduction=';
    const message = 'Line 1 of secret-env-vars has no value, or is the secret itself';
    expect(wanted({}, '', line).errors.map((error) => error.message)).toEqual([message]);
    expect(wanted({}, '', line, false)).toMatchObject({ errors: [], diagnostics: [{ level: 'warning', message }] });
  });

  test('warns about names that Apify reserves', () => {
    expect(wanted({ APIFY_X: '1' }, 'ACTOR_Y=2\nACTORS=3', '').diagnostics).toEqual([
      { level: 'warning', message: expect.stringMatching(/overwrite.*: APIFY_X, ACTOR_Y$/) },
    ]);
  });

  test('warns if a variable in env-vars contains the token', () => {
    const { diagnostics } = wanted({}, 'A=1\nTOKEN=apify_api_123\nURL=https://x?token=apify_api_123', '');
    expect(diagnostics).toEqual([
      { level: 'warning', message: expect.stringMatching(/^env-vars contains the Apify token.*: TOKEN, URL\. Move/) },
    ]);
    expect(diagnostics[0]?.message).not.toContain('apify_api_123');
  });

  test('do not set a secret whose only reference an input replaces', () => {
    const { wanted: variables, diagnostics } = wanted({ A: '@KEY', B: '@USED' }, 'A=1', 'KEY=k\nUSED=u\n@NONE=n');
    expect(variables.map(({ name }) => name)).toEqual(['A', 'B']);
    expect(diagnostics).toEqual([]);
  });
});

describe('the plan for sending variables', () => {
  const a = { name: 'A', value: '1', isSecret: false };
  const secretA = { name: 'A', value: 's', isSecret: true };
  type Row = [string, 'merge' | 'replace', (typeof a)[], StoredEnvVar[] | undefined, object];
  test.each<Row>([
    [
      'leaves the list unchanged without variables',
      'merge',
      [],
      [{ name: 'B', value: 'x' }],
      { kind: 'in-body', envVars: undefined },
    ],
    [
      'leaves the list unchanged without variables, even with replace',
      'replace',
      [],
      undefined,
      { kind: 'in-body', envVars: undefined },
    ],
    ['replace', 'replace', [a], [{ name: 'B', value: 'x' }], { kind: 'in-body', envVars: [a] }],
    ['sends all variables to a new version', 'merge', [secretA], undefined, { kind: 'in-body', envVars: [secretA] }],
    [
      'sends the merged list if the remaining variables are readable',
      'merge',
      [a],
      [
        { name: 'B', value: 'x', isSecret: false },
        { name: 'A', value: 'old' },
        { name: 'C', value: '' },
      ],
      {
        kind: 'in-body',
        envVars: [{ name: 'B', value: 'x', isSecret: false }, a, { name: 'C', value: '', isSecret: false }],
      },
    ],
    [
      'sends the merged list if the only secret is replaced',
      'merge',
      [secretA],
      [{ name: 'A', isSecret: true }],
      { kind: 'in-body', envVars: [secretA] },
    ],
    [
      'sends each variable if a secret remains',
      'merge',
      [a, { name: 'NEW', value: 'n', isSecret: true }],
      [
        { name: 'A', value: 'old' },
        { name: 'S', isSecret: true },
      ],
      {
        kind: 'one-by-one',
        writes: [
          { action: 'update', envVar: a },
          { action: 'create', envVar: { name: 'NEW', value: 'n', isSecret: true } },
        ],
      },
    ],
    [
      'sends each variable if a value that cannot be read remains',
      'merge',
      [a],
      [{ name: 'B', value: null }],
      { kind: 'one-by-one', writes: [{ action: 'create', envVar: a }] },
    ],
  ])('%s', (_title, mode, wantedOnes, stored, plan) => {
    expect(planEnvVars({ mode, wanted: wantedOnes, stored }).plan).toEqual(plan);
  });

  test.each(['merge', 'replace'] as const)('warns about a secret that becomes plain text (%s)', (mode) => {
    const stored = [
      { name: 'A', isSecret: true },
      { name: 'B', isSecret: true },
    ];
    expect(planEnvVars({ mode, wanted: [a], stored }).diagnostics).toEqual([
      { level: 'warning', message: expect.stringMatching(/plain text: A\./) },
    ]);
  });

  test('reads the list only if it is merged', () => {
    expect(mustReadStored('merge', [a])).toBe(true);
    expect(mustReadStored('merge', [])).toBe(false);
    expect(mustReadStored('replace', [a])).toBe(false);
  });
});
