import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { marked } from 'marked';
import { summarySamples } from '../../../scripts/summary-samples.ts';
import type { Facts } from '../../../src/actions/deploy/run-state.ts';
import { summaryOf } from '../../../src/actions/deploy/summary.ts';

const empty: Facts = { dryRun: false, diagnostics: [], times: [] };

function html(markdown: string): string {
  return marked.parse(markdown, { gfm: true, async: false });
}

function decoded(text: string): string {
  return text.replaceAll(/&#(\d+);/g, (_all, code) => String.fromCharCode(Number(code)));
}

/** The tags that our own words make; nothing foreign may add one. */
const ownTags = /^(h2|a|code|table|tbody|thead|tr|th|td|ul|li|blockquote|b|br|details|summary|pre)$/;

function tagsOf(page: string): readonly string[] {
  return [...page.matchAll(/<\/?([a-z0-9-]+)/gi)].map(([, name = '']) => name.toLowerCase());
}

describe.each(Object.entries(summarySamples))('%s', (_title, { facts, outcome }) => {
  const page = html(summaryOf(facts, outcome));

  test('has the outcome first', () => {
    expect(page).toMatch(/^<h2>(✅|❌|⏳|📝|🛑) /u);
  });

  test('is made of our own tags and links', () => {
    expect(tagsOf(page).filter((name) => !ownTags.test(name))).toEqual([]);
    const links = [...page.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => decoded(href));
    expect(links.filter((href) => !/^https:\/\/(console\.apify|github)\.com\//.test(href))).toEqual([]);
  });

  test('is no longer Markdown inside its tables and folds', () => {
    expect(page).not.toMatch(/<(strong|em|img|del)\b/);
  });
});

test.each<[string, RegExp]>([
  ['deployed', /Deployed <a [^>]*>janedoe.*web.*crawler<\/a> <a [^>]*>1.*4.*12<\/a> as <code>latest<\/code>/],
  ['still running', /Updated .* build <a .* is still running/],
  ['built from Git, not awaited', /Updated .* was started/],
  ['build failed', /❌ Build .* failed/],
  ['wrong token', /❌ .* was not deployed/],
  ['cancelled', /🛑 Cancelled/],
  ['dry run', /📝 Dry run: .*nothing was changed/],
])('%s: the headline', (title, expected) => {
  const sample = summarySamples[title];
  if (sample === undefined) throw new Error('no such sample');
  expect(html(summaryOf(sample.facts, sample.outcome)).split('\n')[0]).toMatch(expected);
});

test('names, reasons, diagnostics and log lines cannot leave their place', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(
        fc.constantFrom(
          '<',
          '>',
          '</td>',
          '</pre>',
          '</details>',
          '`',
          '|',
          '\n',
          '\n\n',
          '# ',
          '[x](y)',
          '![](z)',
          '<img src=x>',
          '&lt;',
          '@jane',
          '"',
          '\u001b[31m',
          '<!--',
        ),
      )
      .map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(hostile, hostile, (a, b) => {
      const facts: Facts = {
        ...empty,
        actorId: a,
        variables: [{ name: b, isSecret: true }],
        source: { type: 'GIT_REPO', url: b },
        diagnostics: [{ level: 'warning', message: a }],
        logTail: [a, b],
        plan: [b],
        commit: { sha: 'abcdef0', url: `https://github.com/${a}` },
      };
      const page = html(summaryOf(facts, { kind: 'failed', message: a, hint: b }));
      expect(tagsOf(page).filter((name) => !ownTags.test(name))).toEqual([]);
      expect(page.match(/<h2>/g)).toHaveLength(1);
      expect(page.match(/<table>/g)).toHaveLength(1);
      expect(page.match(/<details>/g)).toHaveLength(2);
      expect(page.match(/<\/pre>/g)).toHaveLength(2);
    }),
    { numRuns: 2_000 },
  );
});

test('without any facts there is still a headline', () => {
  expect(summaryOf(empty, { kind: 'failed', message: 'x', hint: undefined })).toMatch(/^## ❌/);
});
