import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { marked } from 'marked';
import type { RunState } from '../../../src/actions/deploy/state.ts';
import { summaryOf } from '../../../src/actions/deploy/summary.ts';
import type { Version } from '../../../src/apify/api.ts';
import { anyCharacter } from '../../support/characters.ts';
import { deployedState, emptyState, testedState } from '../../support/run-state.ts';

type Outcome = Pick<RunState, 'failure'>;
const done: Outcome = {};
const failure = { message: 'It broke', hint: undefined, isCanceled: false };
const failed: Outcome = { failure };
const canceled: Outcome = { failure: { ...failure, isCanceled: true } };
const { build: _build, buildResult: _result, promoted: _promoted, ...updatedState } = deployedState;
const version: Version = { versionNumber: '1.4', sourceType: 'SOURCE_FILES' };
const { previousBuild: _before, ...withoutTag } = { ...deployedState, promoted: false, version };
const { version: _version, ...withoutUpdate } = deployedState;
const target = { actor: { kind: 'named', name: 'web-crawler' }, versionNumber: '1.4' } as const;

/** Renders the summary as GitHub does. */
function html(summary: string): string {
  return marked.parse(summary, { gfm: true, async: false });
}

/** The text of the first line. */
function firstLine(state: RunState, outcome: Outcome = done): string {
  const [line = ''] = summaryOf({ ...state, ...outcome }).split('\n');
  return decoded(line.replaceAll('</h2><p>', ' | ').replaceAll(/<[^>]+>/g, ''));
}

function decoded(text: string): string {
  return text.replaceAll(/&#(\d+);/g, (_all, code) => String.fromCharCode(Number(code)));
}

/** Tags that the summary uses. Text from outside must not add any other. */
const ownTags = /^(h2|p|a|code|table|tbody|thead|tr|th|td|ul|li|blockquote|b|br|details|summary|pre)$/;

function tagsOf(page: string): readonly string[] {
  return [...page.matchAll(/<\/?([a-z0-9-]+)/gi)].map(([, name = '']) => name.toLowerCase());
}

describe('the first lines show the live build and how to roll back', () => {
  test.each<[string, Partial<RunState>, string]>([
    [
      'the tag points to the build',
      {},
      '✅ Build 1.4.12 of janedoe/web-crawler is live as latest | The previous build is 1.4.11. To go back, run the promote action with build: 1.4.11 and tags: latest.',
    ],
    [
      'the tag does not point to the build',
      { promoted: false },
      '✅ Build 1.4.12 of janedoe/web-crawler succeeded | latest still points to build 1.4.11. To make the new build live, run the promote action with build: 1.4.12 and tags: latest.',
    ],
    [
      'the tag points to a newer build',
      { promoted: false, newerBuild: { id: 'nEw3rB7iLd9xK2mQ', number: '1.4.13' } },
      '✅ Build 1.4.12 of janedoe/web-crawler succeeded | latest points to the newer build 1.4.13.',
    ],
    [
      'the test run passed, and the tag is not moved',
      { ...testedState, promoted: false },
      '✅ Build 1.4.12 of janedoe/web-crawler passed its test run | latest still points to build 1.4.11. To make the new build live, run the promote action with build: 1.4.12 and tags: latest.',
    ],
    [
      'the build is running',
      { promoted: false, buildResult: 'out-of-time' },
      '⏳ janedoe/web-crawler version 1.4 was updated; build 1.4.12 is still running | latest points to build 1.4.11 until the new build succeeds.',
    ],
    [
      'the action does not wait',
      { promoted: false, buildResult: 'not-awaited' },
      '✅ janedoe/web-crawler version 1.4 was updated; build 1.4.12 was started | latest points to build 1.4.11 until the new build succeeds.',
    ],
  ])('%s', (_title, more, expected) => {
    expect(firstLine({ ...deployedState, ...more })).toBe(expected);
  });

  test('the first build', () => {
    const { previousBuild: _previous, ...first } = deployedState;
    expect(firstLine(first)).toMatch(/is live as latest \| This is the first build with the tag latest\.$/);
  });

  test('a first build that is not promoted', () => {
    const { previousBuild: _previous, ...first } = { ...deployedState, promoted: false };
    expect(firstLine(first)).toMatch(
      /succeeded \| latest does not point to a build yet\. To make the new build live, run the promote action/,
    );
  });

  test('a first build that fails', () => {
    const { previousBuild: _previous, ...first } = { ...deployedState, promoted: false };
    expect(firstLine({ ...first, buildResult: 'failed' }, failed)).toBe(
      '❌ Build 1.4.12 of janedoe/web-crawler failed | latest does not point to a build yet.',
    );
  });

  test('a version without a build tag', () => {
    expect(firstLine({ ...withoutTag, target: { ...target, buildTag: undefined, chosenTag: undefined } })).toBe(
      '✅ Build 1.4.12 of janedoe/web-crawler succeeded | The version has no build tag. To make the new build live, run the promote action with build: 1.4.12 and tags: latest.',
    );
  });

  test.each<[string, RunState, Outcome, string]>([
    [
      'no build',
      updatedState,
      done,
      '✅ janedoe/web-crawler version 1.4 was updated | latest still points to build 1.4.11.',
    ],
    [
      'a dry run',
      { ...updatedState, dryRun: true },
      done,
      '📝 Dry run: janedoe/web-crawler version 1.4 was not changed | latest still points to build 1.4.11.',
    ],
    [
      'a dry run for a new version',
      {
        ...updatedState,
        dryRun: true,
        plan: { lines: [], files: [], version: { ...version, versionNumber: '1.5' }, creates: 'version' },
      },
      done,
      '📝 Dry run: janedoe/web-crawler version 1.4 was not created | latest still points to build 1.4.11.',
    ],
    [
      'a build that fails',
      { ...deployedState, promoted: false, buildResult: 'failed' },
      failed,
      '❌ Build 1.4.12 of janedoe/web-crawler failed | latest still points to build 1.4.11.',
    ],
    [
      'a failure after the update',
      updatedState,
      failed,
      '❌ janedoe/web-crawler version 1.4 was updated, but the step failed | latest still points to build 1.4.11.',
    ],
    [
      'a failure after the build is live',
      deployedState,
      failed,
      '❌ Build 1.4.12 of janedoe/web-crawler is live as latest, but the step failed | The previous build is 1.4.11. To go back, run the promote action with build: 1.4.11 and tags: latest.',
    ],
    [
      'a failure before the tag moves',
      { ...deployedState, ...testedState, promoted: false },
      failed,
      '❌ Build 1.4.12 of janedoe/web-crawler passed its test run, but the step failed | latest still points to build 1.4.11.',
    ],
    [
      'a cancellation after the build is live',
      deployedState,
      canceled,
      '🛑 Canceled, but build 1.4.12 of janedoe/web-crawler is live as latest | The previous build is 1.4.11. To go back, run the promote action with build: 1.4.11 and tags: latest.',
    ],
    [
      'a cancellation',
      updatedState,
      canceled,
      '🛑 Canceled: janedoe/web-crawler version 1.4 | latest still points to build 1.4.11.',
    ],
    ['nothing is known', emptyState, failed, '❌ The Actor was not deployed'],
  ])('%s', (_title, state, outcome, expected) => {
    expect(firstLine(state, outcome)).toBe(expected);
  });

  test('the builds are links', () => {
    const links = [...summaryOf(deployedState).matchAll(/href="([^"]*)"/g)].map(([, url = '']) => decoded(url));
    const page = 'https://console.apify.com/actors/hG8xK2pQ9rT4vW1zA';
    expect(links.slice(0, 3)).toEqual([`${page}#/builds/1.4.12`, page, `${page}#/builds/1.4.11`]);
  });
});

test('names the commit, the variables and the duration of the stages', () => {
  const text = decoded(summaryOf(deployedState).replaceAll(/<[^>]+>/g, ''));
  expect(text).toContain('Source42 files, 183.4 kB, commit 8f2c1d9');
  expect(text).toContain('Environment variablesLOG_LEVEL, API_KEY (secret)');
  expect(text).toContain('TimeInputs 12 ms · Build 1 min 14 s');
});

test('names all variables of the version, including those that the deployment does not define', () => {
  const all = { ...version, envVars: [{ name: 'OLD', isSecret: true }, { name: 'LOG_LEVEL' }] };
  const row = 'Environment variablesOLD (secret), LOG_LEVELTime';
  for (const state of [
    { ...deployedState, version: all },
    { ...withoutUpdate, plan: { lines: [], files: [], version: all, creates: undefined } },
  ]) {
    expect(summaryOf(state).replaceAll(/<[^>]+>|\n/g, '')).toContain(row);
  }
});

test('shows the end of the log expanded, directly below the error that refers to it', () => {
  const state = { ...deployedState, buildFailure: { reason: 'x', logTail: ['one', 'two'] } };
  expect(summaryOf({ ...state, failure })).toMatch(
    /<\/blockquote>\n\n<details open><summary>Last lines of the build log<\/summary>\n<pre>one\ntwo<\/pre>\n<\/details>\n\n<table>/,
  );
});

test('shows no table below mistakes in inputs', () => {
  expect(summaryOf({ ...emptyState, times: deployedState.times, failure })).not.toContain('<table>');
});

test('shows the plan of a dry run first, and collapses the file names', () => {
  const plan = { lines: ['Update version 1.4', '  Build tag: <b>', 'Build the version'], files: ['a.js', 'b.js'] };
  const summary = summaryOf({ ...updatedState, dryRun: true, plan: { ...plan, version, creates: undefined } });
  expect(summary).toContain(
    '</p>\n\n<pre>Update version 1.4\n  Build tag: &#60;b&#62;\nBuild the version</pre>\n\n<table>',
  );
  expect(summary).toMatch(/<details><summary>Files<\/summary>\n<pre>a\.js\nb\.js<\/pre>\n<\/details>\n$/);
});

function planThat(creates: 'actor' | 'version' | undefined): NonNullable<RunState['plan']> {
  return { lines: [], files: [], version: { versionNumber: '1.4' }, creates };
}

test.each<[string, Partial<RunState>, string, string]>([
  ['nothing was created', {}, '', ''],
  ['the Actor was created', { created: 'actor' }, ' (created now)', ' (created now)'],
  ['the version was created', { created: 'version' }, '', ' (created now)'],
  ['a dry run would create nothing', { plan: planThat(undefined) }, '', ''],
  ['a dry run would create the Actor', { plan: planThat('actor') }, ' (would be created)', ' (would be created)'],
  ['a dry run would create the version', { plan: planThat('version') }, '', ' (would be created)'],
])('shows whether the Actor and the version are new: %s', (_title, more, actor, version) => {
  const text = decoded(summaryOf({ ...deployedState, ...more }).replaceAll(/<[^>]+>/g, ''));
  expect(text).toContain(`\nActorjanedoe/web-crawler${actor}\nVersion1.4${version}\n`);
});

test.each([
  [0, 'commit 8f2c1d9Env'],
  [1, 'commit 8f2c1d9 + 1 uncommitted changeEnv'],
  [1200, 'commit 8f2c1d9 + 1,200 uncommitted changesEnv'],
])('counts %d uncommitted changes', (uncommitted, expected) => {
  const commit = { sha: '8f2c1d94a7b3e6f5d8c9b0a1e2f3d4c5b6a79801', uncommitted };
  const text = summaryOf({ ...deployedState, commit }).replaceAll(/<[^>]+>|\n/g, '');
  expect(decoded(text)).toContain(expected);
});

test('prints "What to do" only above something to do', () => {
  expect(summaryOf({ ...emptyState, failure })).not.toContain('What to do');
  expect(summaryOf({ ...emptyState, failure: { ...failure, hint: 'Try again.' } })).toContain(
    '<b>What to do:</b> Try again',
  );
});

describe('untrusted text cannot change the structure of the summary', () => {
  const piece = fc.constantFrom(
    ...[
      '<',
      '>',
      '</td>',
      '</pre>',
      '</details>',
      '</h2>',
      '`',
      '|',
      '\n',
      '\n\n',
      '\n   \n',
      '\n\t\n',
      '\r',
      '\u2028',
    ],
    ...[
      '# ',
      '- ',
      '[x](y)',
      '![](z)',
      '<img src=x>',
      '&lt;',
      '@jane',
      '"',
      "'",
      '\u001b[31m',
      '<!--',
      '**b**',
      '```\n',
    ],
  );
  const hostile = fc.oneof(
    fc.string({ unit: anyCharacter }),
    fc.array(piece).map((parts) => parts.join('')),
  );

  test('in names, reasons, diagnostics, the log and the plan', () => {
    fc.assert(
      fc.property(hostile, hostile, (a, b) => {
        const state: RunState = {
          ...emptyState,
          actorId: a,
          envVars: [{ name: b, isSecret: true }],
          source: { type: 'GIT_REPO', url: b },
          diagnostics: [{ level: 'warning', message: a }],
          buildFailure: { reason: a, logTail: [a, b] },
          plan: { lines: [a], files: [b], version: { versionNumber: '0.1', buildTag: a }, creates: undefined },
          previousBuild: { id: a, number: b },
          target: { actor: { kind: 'named', name: a }, versionNumber: b, buildTag: b, chosenTag: b },
          commit: { sha: 'abcdef0', url: `https://github.com/${a}` },
        };
        const page = html(summaryOf({ ...state, failure: { message: a, hint: b, changes: a } }));
        expect(tagsOf(page).filter((name) => !ownTags.test(name))).toEqual([]);
        for (const tag of ['<h2>', '</h2>', '<table>', '</table>', '<blockquote>', '<ul>', '</ul>']) {
          expect(page.split(tag)).toHaveLength(2);
        }
        for (const tag of ['<details', '</details>']) expect(page.split(tag)).toHaveLength(3);
        for (const tag of ['<pre>', '</pre>']) expect(page.split(tag)).toHaveLength(4);
        // Markdown has no effect: it creates no paragraph, list, heading or emphasis.
        expect(page).not.toMatch(/<(strong|em|img|del|h1|h3|hr|ol)\b|^<p>(?!<)/m);
      }),
      { seed: 14, numRuns: 100 },
    );
  });

  test.each(['', '   ', '\t', '\u00a0', '\u3000'])(
    'a log line with only white space does not end the section: %j',
    (line) => {
      const buildFailure = { reason: 'x', logTail: ['before', line, '# after'] };
      const page = decoded(html(summaryOf({ ...emptyState, buildFailure, failure })));
      expect(page).not.toContain('<h1>');
      expect(page.trimEnd()).toMatch(/# after<\/pre>\n<\/details>$/);
    },
  );
});
