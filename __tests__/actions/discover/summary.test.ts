import { describe, expect, test } from '@jest/globals';
import { DELETED, type Decision } from '../../../src/actions/discover/decide.ts';
import { type DiscoverState, summaryOf } from '../../../src/actions/discover/summary.ts';

const unset = { version: '', buildTag: '', title: '' };
const changed: Decision = {
  ...unset,
  isAffected: true,
  name: 'my-actor',
  folder: 'packages/a',
  reason: '1 changed file in its folder',
  files: ['packages/a/main.js'],
};
const rest: Decision = {
  ...unset,
  isAffected: false,
  name: 'other',
  folder: '',
  reason: 'no changed file affects it',
  files: [],
};

function facts(more: Partial<DiscoverState>): DiscoverState {
  return { compared: 'Compared a with b', decisions: [changed, rest], deleted: ['old'], diagnostics: [], ...more };
}

/** The rendered text. */
function read(html: string): string {
  return html.replaceAll(/&#(\d+);/g, (_all, code: string) => String.fromCharCode(Number(code)));
}

test('shows each Actor, whether it is affected, and why', () => {
  expect(read(summaryOf(facts({})))).toBe(
    [
      '<h2>🚀 1 of 2 Actors is affected</h2>',
      '',
      '<p>Compared a with b</p>',
      '',
      '<table>',
      '<tr><th>Actor</th><th>Folder</th><th>Affected</th><th>Why</th></tr>',
      '<tr><td>my-actor</td><td><code>packages/a</code></td><td>✅ yes</td><td>1 changed file in its folder: <code>packages/a/main.js</code></td></tr>',
      `<tr><td></td><td><code>old</code></td><td>🗑️ no</td><td>${DELETED}</td></tr>`,
      '<tr><td>other</td><td><code>.</code></td><td>no</td><td>no changed file affects it</td></tr>',
      '</table>',
      '',
    ].join('\n'),
  );
});

test.each<[string, Partial<DiscoverState>]>([
  ['🚀 1 of 1 Actor is affected', { decisions: [changed] }],
  ['💤 0 of 1 Actor is affected', { decisions: [rest] }],
  ['🔍 No Actors found', { decisions: [] }],
  ['❌ The matrix could not be created', { failure: { message: 'Broken', hint: 'Fix it' } }],
])('begins with the result: %s', (headline, more) => {
  expect(summaryOf(facts(more)).startsWith(`<h2>${headline}</h2>\n`)).toBe(true);
});

test('shows an error with its hint', () => {
  const failure = { message: 'Two mistakes:\n- a\n- b', hint: 'Fix them' };
  expect(read(summaryOf(facts({ compared: '', decisions: [], deleted: [], failure })))).toBe(
    '<h2>❌ The matrix could not be created</h2>\n\n<blockquote>Two mistakes:<br>\n- a<br>\n- b<br>\n<b>What to do:</b> Fix them</blockquote>\n',
  );
});

test('folds more than 20 Actors that are not affected', () => {
  const many = Array.from({ length: 21 }, () => rest);
  const html = summaryOf(facts({ decisions: [changed, ...many], deleted: [] }));
  const [open, folded] = html.split('<details><summary>21 Actors are not affected</summary>');
  expect(open?.match(/<tr>/g)).toHaveLength(2);
  expect(folded?.match(/<tr>/g)).toHaveLength(22);
  expect(folded).toMatch(/<\/table>\n<\/details>\n$/);
  expect(summaryOf(facts({ decisions: many.slice(1) }))).not.toContain('<details>');
});

test('names three of many changed files', () => {
  const files = ['1.js', '2.js', '3.js', '4.js', '5.js'];
  expect(read(summaryOf(facts({ decisions: [{ ...changed, files }] })))).toContain('<code>3.js</code> and 2 more</td>');
});

test('lists diagnostics, except those for debugging', () => {
  const diagnostics = [
    { level: 'warning', message: 'Look\nhere' },
    { level: 'info', message: 'Fine' },
    { level: 'debug', message: 'hidden' },
  ] as const;
  expect(summaryOf(facts({ diagnostics }))).toMatch(/\n<ul>\n<li>⚠️ Look<br>\nhere<\/li>\n<li>ℹ️ Fine<\/li>\n<\/ul>\n$/);
});

describe('text from outside has no effect in', () => {
  const evil = '</td></table>\n\n<img src=x> | `c` **b** @janedoe [x](https://evil.test)\n::error::x';
  test.each<[string, Partial<DiscoverState>]>([
    [
      'names, folders and files',
      { decisions: [{ ...changed, name: evil, folder: evil, files: [evil] }], deleted: [evil] },
    ],
    ['the comparison', { compared: evil }],
    ['diagnostics', { diagnostics: [{ level: 'warning', message: evil }] }],
    ['errors', { failure: { message: evil, hint: evil } }],
  ])('%s', (_title, more) => {
    const html = summaryOf(facts({ decisions: [], deleted: [], ...more }));
    expect(html).not.toMatch(/<img/);
    // Each block is complete, so no line is Markdown.
    const blocks = html.trimEnd().split('\n\n');
    expect(blocks.filter((block) => !/^<(h2|p|table|ul|blockquote)>.*<\/\1>$/s.test(block))).toEqual([]);
  });
});
