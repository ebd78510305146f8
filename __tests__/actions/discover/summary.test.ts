import { describe, expect, test } from '@jest/globals';
import { type ActorLine, type DiscoverFacts, summaryOf } from '../../../src/actions/discover/summary.ts';

const changed: ActorLine = {
  name: 'my-actor',
  folder: 'packages/a',
  fate: 'deployed',
  why: '1 file in its folder changed',
  files: ['packages/a/main.js'],
};
const rest: ActorLine = { name: 'other', folder: '.', fate: 'not deployed', why: 'nothing changed', files: [] };
const gone: ActorLine = { name: '', folder: 'old', fate: 'deleted', why: 'deleted here', files: [] };

function facts(more: Partial<DiscoverFacts>): DiscoverFacts {
  return { compared: 'Compared a with b', actors: [changed, gone, rest], diagnostics: [], ...more };
}

/** The text as a reader sees it. */
function read(markdown: string): string {
  return markdown
    .replaceAll(/&#(\d+);/g, (_all, code: string) => String.fromCharCode(Number(code)))
    .replaceAll(/<\/?code>/g, '');
}

test('a table of every Actor: its folder, deployed or not, and why', () => {
  expect(read(summaryOf(facts({})))).toBe(
    [
      '## 🚀 1 of 2 Actors to deploy',
      '',
      'Compared a with b',
      '',
      '| Actor | Folder | Deployed | Why |',
      '| --- | --- | --- | --- |',
      '| my-actor | packages/a | ✅ yes | 1 file in its folder changed: packages/a/main.js |',
      '| (no name) | old | 🗑️ no | deleted here |',
      '| other | . | no | nothing changed |',
      '',
    ].join('\n'),
  );
});

test.each<[string, Partial<DiscoverFacts>]>([
  ['🚀 1 of 1 Actor to deploy', { actors: [changed] }],
  ['💤 None of 1 Actors is to be deployed', { actors: [rest, gone] }],
  ['🔍 No Actor was found', { actors: [] }],
  ['❌ No matrix was made', { failure: { message: 'Broken', hint: 'Mend it' } }],
])('the outcome comes first: %s', (headline, more) => {
  expect(summaryOf(facts(more))).toMatch(new RegExp(`^## ${headline}\n`));
});

test('a failure has its message and what to do', () => {
  const failure = { message: 'Two are wrong:\n- a\n- b', hint: 'Mend them' };
  expect(read(summaryOf(facts({ compared: '', actors: [], failure })))).toBe(
    '## ❌ No matrix was made\n\nTwo are wrong:<br>\n- a<br>\n- b<br>\nMend them\n',
  );
});

test('many that are not deployed are folded away', () => {
  const many = Array.from({ length: 21 }, () => rest);
  const markdown = summaryOf(facts({ actors: [changed, ...many] }));
  const [open, folded] = markdown.split('<details><summary>21 Actors that are not deployed</summary>');
  expect(open?.match(/^\| /gm)).toHaveLength(3);
  expect(folded?.match(/^\| /gm)).toHaveLength(23);
  expect(folded).toMatch(/\n\n<\/details>\n$/);
});

test('of many changed files three are named', () => {
  const files = ['1.js', '2.js', '3.js', '4.js', '5.js'];
  expect(read(summaryOf(facts({ actors: [{ ...changed, files }] })))).toContain(': 1.js, 2.js, 3.js and 2 more |');
});

test('diagnostics follow, those for debugging left out', () => {
  const diagnostics = [
    { level: 'warning', message: 'Look' },
    { level: 'info', message: 'So it is' },
    { level: 'debug', message: 'hidden' },
  ] as const;
  expect(summaryOf(facts({ diagnostics }))).toMatch(/\n\n- ⚠️ Look\n- ℹ️ So it is\n$/);
});

describe('text from outside is inert', () => {
  const evil = '<img src=x> | `c` **b** @janedoe [x](https://evil.test)\n::error::x';
  test.each<[string, Partial<DiscoverFacts>]>([
    ['names and folders', { actors: [{ ...changed, name: evil, folder: evil, files: [evil] }] }],
    ['what was compared', { compared: evil }],
    ['diagnostics', { diagnostics: [{ level: 'warning', message: evil }] }],
    ['failures', { failure: { message: evil, hint: evil } }],
  ])('%s', (_title, more) => {
    const markdown = summaryOf(facts({ actors: [], ...more }));
    expect(markdown).not.toMatch(/<img|`|\*\*|@janedoe|\]\(|evil\.test|::error/);
    expect(markdown.match(/^\|.*$/gm) ?? []).toEqual(
      (markdown.match(/^\|.*$/gm) ?? []).filter((line) => line.split('|').length === 6),
    );
  });
});
