import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { StoredEnvVar } from '../../src/apify/api.ts';
import { mustReadStored, planEnvVars, wantedEnvVars } from '../../src/env-vars/env-vars.ts';
import { type LinesInput, parseEnvVarLines, secretsOf } from '../../src/env-vars/lines.ts';

const environment = { FROM_ENV: 'two\nlines', EMPTY: '', 'api.key': 'dotted', BLANK: ' \n ' };

function lines(input: LinesInput, text: string) {
  return parseEnvVarLines(input, text, environment);
}

function pairs(text: string): readonly (readonly [string, string])[] {
  return lines('env-vars', text).lines.map(({ name, value }) => [name, value]);
}

describe('lines that are read', () => {
  test.each([
    [
      'one a line',
      'A=1\nB=2',
      [
        ['A', '1'],
        ['B', '2'],
      ],
    ],
    [
      'CRLF ends a line',
      'A=1\r\nB=2\r\n',
      [
        ['A', '1'],
        ['B', '2'],
      ],
    ],
    ['blank lines and comments are skipped', '\n  \n# c\n  # d\nA=1\n', [['A', '1']]],
    ['white space before a name is cut', ' \tA=1', [['A', '1']]],
    ['a value is kept with its white space', 'A=  x  ', [['A', '  x  ']]],
    [
      'quotes are part of a value',
      `A="x"\nB='y'`,
      [
        ['A', '"x"'],
        ['B', "'y'"],
      ],
    ],
    ['the first = ends the name', 'A==b=c', [['A', '=b=c']]],
    ['a # inside a value is no comment', 'A=b # c', [['A', 'b # c']]],
    ['an empty value', 'A=', [['A', '']]],
    ['a name alone takes the value of the step', 'FROM_ENV', [['FROM_ENV', 'two\nlines']]],
    ['white space after a name alone', 'FROM_ENV  ', [['FROM_ENV', 'two\nlines']]],
    ['a variable of the step that is empty', 'EMPTY', [['EMPTY', '']]],
    ['a carriage return inside a value', 'A=b\rc', [['A', 'b\rc']]],
    ['the longest name', `${'N'.repeat(100)}=1`, [['N'.repeat(100), '1']]],
    ['the longest value', `A=${'v'.repeat(50_000)}`, [['A', 'v'.repeat(50_000)]]],
    ['no line', '', []],
  ])('%s', (_title, text, expected) => {
    const parsed = lines('env-vars', text);
    expect(parsed.mistakes).toEqual([]);
    expect(pairs(text)).toEqual(expected);
    expect(parsed.mask).toEqual([]);
  });
});

describe('lines that are wrong', () => {
  test.each<[string, LinesInput, string, RegExp]>([
    ['a name with a hyphen', 'env-vars', 'A=1\nMY-VAR=1', /^Input env-vars, line 2 \(MY-VAR\) does not begin/],
    ['a name that starts with a digit', 'env-vars', '1A=1', /line 1 \(1A\)/],
    ['white space before =', 'env-vars', 'A =1', /line 1 \(A \)/],
    ['a name of 101 characters', 'env-vars', `${'N'.repeat(101)}=1`, /a name of 101 characters/],
    ['a value of 50,001 characters', 'env-vars', `A=${'v'.repeat(50_001)}`, /\(A\) has a value of 50001 characters/],
    ['a name twice', 'env-vars', 'A=1\n\nA=2', /line 3 \(A\) is the name of line 1 too/],
    ['a name that the step has not', 'env-vars', 'ABSENT', /line 1 \(ABSENT\) is a name alone/],
    ['a name that every object has', 'env-vars', 'toString', /line 1 \(toString\) is a name alone/],
    ['neither', 'env-vars', 'some words', /line 1 \(some words\) is neither/],
    ['a secret name twice', 'secret-env-vars', 'A=1\nA=2', /line 2 \(A\) is the name of line 1 too/],
    ['a secret that is no line', 'secret-env-vars', 'A=1\nhunter2', /^Input secret-env-vars, line 2 is neither/],
    ['a secret without a name', 'secret-env-vars', 'p@ss=word', /^Input secret-env-vars, line 1 has no name/],
    [
      'Base64 alone',
      'secret-env-vars',
      'c2VzYW1lLW9wZW4tMTIzNA=',
      /^Input secret-env-vars, line 1 is the secret itself/,
    ],
    ['no name before =', 'env-vars', '=x', /^Input env-vars, line 1 does not begin with a name$/],
    ['a very long name', 'env-vars', `${'n'.repeat(201)}=x`, /^Input env-vars, line 1 has a name of 201 characters$/],
    ['a long secret', 'secret-env-vars', `A=${'v'.repeat(50_001)}`, /\(A\) has a value of 50001 characters/],
  ])('%s', (_title, input, text, message) => {
    const { mistakes: sure, doubts } = lines(input, text);
    const mistakes = [...sure, ...doubts];
    expect(mistakes.map((mistake) => mistake.message)).toEqual([expect.stringMatching(message)]);
    expect(mistakes[0]?.hint).toMatch(/\w/);
  });

  test('a line of secrets is never part of a message, however it is wrong', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8, unit: 'binary' }), (secret) => {
        fc.pre(!/[\n=]/.test(secret) && secret.trim().length >= 8 && !secret.trimStart().startsWith('#'));
        fc.pre(!(secret.trim() in environment));
        const { mistakes, mask } = lines('secret-env-vars', secret);
        for (const { message, hint = '' } of mistakes) expect(message + hint).not.toContain(secret.trim());
        expect(mask).toEqual([secret.trim()]);
      }),
      { numRuns: 10_000 },
    );
  });
});

test('any value of one line comes through byte for byte', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      fc.pre(!value.includes('\n') && !value.endsWith('\r'));
      expect(pairs(`A=${value}\r\nB=1`)).toEqual([
        ['A', value],
        ['B', '1'],
      ]);
    }),
    { numRuns: 10_000 },
  );
});

describe('what is masked', () => {
  test.each([
    ['values', 'A=one\nB=two', ['one', 'two']],
    ['values of the step', 'FROM_ENV', ['two\nlines']],
    ['a line that is no line of ours', 'hunter2', ['hunter2']],
    ['a line without a name, and what follows its =', 'p@ss=word', ['p@ss=word', 'word']],
    ['the values of a name that is given twice', 'A=one\nA=two', ['one', 'two']],
    [
      'Base64 alone, also without its padding',
      'c2VzYW1lLW9wZW4tMTIzNA=',
      ['c2VzYW1lLW9wZW4tMTIzNA=', 'c2VzYW1lLW9wZW4tMTIzNA'],
    ],
    ['no white space', 'A=  \nBLANK', []],
  ])('%s', (_title, text, expected) => {
    expect(lines('secret-env-vars', text).mask).toEqual(expected);
  });
});

test('a secret has the names of all its lines, and that of the input where it has none', () => {
  expect(secretsOf(lines('secret-env-vars', 'A=one\nB=one\nC= \nhunter2'))).toEqual([
    { name: 'A', value: 'one' },
    { name: 'B', value: 'one' },
    { name: 'secret-env-vars', value: 'hunter2' },
  ]);
});

function wanted(
  fromDefinition: Readonly<Record<string, string>>,
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
  });
}

describe('what is wanted', () => {
  const plain = (name: string, value: string) => ({ name, value, isSecret: false });
  const hidden = (name: string, value: string) => ({ name, value, isSecret: true });
  test.each<[string, Record<string, string>, string, string, readonly object[]]>([
    ['nothing', {}, '', '', []],
    ['variables of actor.json', { A: '1' }, '', '', [plain('A', '1')]],
    ['env-vars win over actor.json', { A: '1', B: '2' }, 'A=3', '', [plain('A', '3'), plain('B', '2')]],
    ['secret-env-vars win over both', { A: '1' }, 'A=2', 'A=3', [hidden('A', '3')]],
    ['a reference takes the secret', { A: '@key' }, '', 'key=v', [hidden('A', 'v')]],
    ['a secret of references may hold - and .', { A: '@my-api.key' }, '', 'my-api.key=v', [hidden('A', 'v')]],
    ['two references of one secret', { A: '@k', B: '@k' }, '', 'k=v', [hidden('A', 'v'), hidden('B', 'v')]],
    ['a reference to its own name', { KEY: '@KEY' }, '', 'KEY=v', [hidden('KEY', 'v')]],
    ['@ alone is a literal', { A: '@' }, '', '', [plain('A', '@')]],
    ['a replaced reference needs no secret', { A: '@key' }, 'A=1', '', [plain('A', '1')]],
    ['a reference replaced by a secret', { A: '@key' }, '', 'A=@x', [hidden('A', '@x')]],
    ['@ in an input is no reference', {}, 'A=@key', '', [plain('A', '@key')]],
    [
      'a name used by a reference and as a variable',
      { A: '@B', B: 'x' },
      '',
      'B=v',
      [hidden('A', 'v'), hidden('B', 'v')],
    ],
  ])('%s', (_title, definition, plainLines, secretLines, expected) => {
    expect(wanted(definition, plainLines, secretLines).wanted).toEqual(expected);
  });

  test.each<[string, Record<string, string>, string, string, RegExp]>([
    ['an empty secret', {}, '', 'KEY=', /^A secret is missing or empty: KEY$/],
    ['a secret of white space', {}, '', 'KEY=  \t', /KEY/],
    ['a secret of the step that is blank', {}, '', 'BLANK', /BLANK/],
    ['a reference without its secret', { A: '@key' }, '', '', /key \(for A of \.actor\/actor\.json\)/],
    ['all of them at once', { A: '@one', B: '@two' }, '', 'C=', /^Secrets are missing or empty: C, one .*, two /],
    ['a secret that is no variable and is not referred to', {}, '', 'my-key=v', /line 1 \(my-key\) is not the name/],
    [
      'mistakes of both inputs',
      {},
      '1=a',
      '2=b',
      /^2 mistakes in the environment variables:\n- Input env-vars.*\n- Input secret/,
    ],
  ])('%s is an error', (_title, definition, plainLines, secretLines, message) => {
    expect(() => wanted(definition, plainLines, secretLines)).toThrow(message);
  });

  test.each([
    ['@ and then words', '@everyone and more', true],
    ['a name', '@key', false],
  ])('a reference that may be a literal gets the way to write one: %s', (_title, value, isShown) => {
    const hint = expect.stringContaining('A value that begins with @');
    const expected = { hint: isShown ? hint : expect.not.stringContaining('begins with @') };
    expect(() => wanted({ A: value }, '', '')).toThrow(expect.objectContaining(expected));
  });

  test('what the values are is in no error', () => {
    expect(() => wanted({ A: '@gone' }, '', 'KEY=\nOTHER=sesame-open')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('sesame') }),
    );
  });

  test('missing secrets are a warning where none can be had', () => {
    expect(wanted({ A: '@key' }, '', 'B=', false).diagnostics).toEqual([
      { level: 'warning', message: 'Secrets are missing: B, key (for A of .actor/actor.json)' },
    ]);
  });

  test('names of the platform are a warning', () => {
    const { diagnostics } = wanted({ APIFY_X: '1' }, 'ACTOR_Y=2\nACTORS=3', '');
    expect(diagnostics).toEqual([
      { level: 'warning', message: expect.stringMatching(/belong to the platform.*: APIFY_X, ACTOR_Y$/) },
    ]);
  });
});

describe('how they are written', () => {
  const a = { name: 'A', value: '1', isSecret: false };
  const secretA = { name: 'A', value: 's', isSecret: true };
  type Row = [string, 'merge' | 'replace', (typeof a)[], StoredEnvVar[] | undefined, object];
  test.each<Row>([
    ['nothing wanted', 'merge', [], [{ name: 'B', value: 'x' }], { kind: 'in-body', envVars: undefined }],
    ['nothing wanted in replace', 'replace', [], undefined, { kind: 'in-body', envVars: undefined }],
    ['replace', 'replace', [a], [{ name: 'B', value: 'x' }], { kind: 'in-body', envVars: [a] }],
    ['a version that is created', 'merge', [secretA], undefined, { kind: 'in-body', envVars: [secretA] }],
    [
      'what stays is readable',
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
      'the only secret is replaced',
      'merge',
      [secretA],
      [{ name: 'A', isSecret: true }],
      { kind: 'in-body', envVars: [secretA] },
    ],
    [
      'a secret stays',
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
      'a value that cannot be read stays',
      'merge',
      [a],
      [{ name: 'B', value: null }],
      { kind: 'one-by-one', writes: [{ action: 'create', envVar: a }] },
    ],
  ])('%s', (_title, mode, wantedOnes, stored, plan) => {
    expect(planEnvVars({ mode, wanted: wantedOnes, stored }).plan).toEqual(plan);
  });

  test('a secret that becomes plain is told', () => {
    const stored = [
      { name: 'A', isSecret: true },
      { name: 'B', isSecret: true },
    ];
    expect(planEnvVars({ mode: 'merge', wanted: [a], stored }).diagnostics).toEqual([
      { level: 'warning', message: expect.stringMatching(/plain text: A\./) },
    ]);
  });

  test('the list is read only where it is merged with', () => {
    expect(mustReadStored('merge', [a])).toBe(true);
    expect(mustReadStored('merge', [])).toBe(false);
    expect(mustReadStored('replace', [a])).toBe(false);
  });
});

test('a name that might be the secret itself stops a run that has secrets, and not one that gets none', () => {
  const line = 'OpenAiApiKey2024=';
  expect(() => wanted({}, '', line)).toThrow('Input secret-env-vars, line 1 is the secret itself, or has no value');
  const { wanted: variables, diagnostics } = wanted({}, '', line, false);
  expect(variables).toEqual([]);
  const message = 'Input secret-env-vars, line 1 is the secret itself, or has no value';
  expect(diagnostics).toEqual([{ level: 'warning', message }]);
});

test('a secret whose only reference is replaced is told', () => {
  const { wanted: variables, diagnostics } = wanted({ A: '@KEY', B: '@USED' }, 'A=1', 'KEY=k\nUSED=u');
  expect(variables.map(({ name }) => name)).toEqual(['A', 'B']);
  const message = 'Secrets are set nowhere, since what refers to them in .actor/actor.json is replaced: KEY';
  expect(diagnostics).toEqual([{ level: 'notice', message }]);
});
