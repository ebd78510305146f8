import { describe, expect, test } from '@jest/globals';
import { readTexts } from '../support/texts.ts';

/** Phrases that are never right, each with an example and with a similar text that is right. */
const phrases: Readonly<Record<string, readonly [phrase: RegExp, wrong: string, right: string]>> = {
  '"is no X" instead of "is not a valid X"': [
    /(?<!\bthere )\b(?:is|are|was|were) no (?!longer|more|less|later|earlier|older|newer)/i,
    'x is no Actor',
    'there is no Actor, and x is no longer one',
  ],
  '"is none"': [/(?<!\bthere )\b(?:is|are|was|were) none\b/i, 'a set that is none', 'if there is none'],
  'things that tell': [/\b(?:told|tells?)\b/i, 'The log tells the place', 'The telling detail'],
  'things that are asked': [/\b(?:is|are|was|were|be|been) asked\b/i, 'GitHub is asked', 'The API asked to retry'],
  'things that say how or why': [/\bsays? (?:so|what|whether|how|why)\b/i, 'the error says so', 'says hello'],
  '"be had"': [/\bbe had\b/i, 'The log cannot be had', 'would have had'],
  'old words': [/\b(?:whom|whereof|anew|whosoever|lest|thereof|whilst)\b/i, 'built anew', 'built a new one'],
  'things that stand': [
    /\bstands? (?:against|for itself|in that|there|behind|beside|elsewhere)\b/i,
    'what stands behind it',
    'a sign stands for a letter',
  ],
  'things that lie': [
    /\blies? (?:in|at|on|below|outside|there)\b/i,
    'the file lies in a folder',
    'the file is in a folder',
  ],
  '"as it is" for "unchanged"': [
    /\bas (?:it is|they are)\b(?! (?:on|in|at|sent|stored|known|used|complete))(?<!soon as it is|soon as they are)/i,
    'the tag stays as it is',
    'byte for byte, as they are on the disk, as soon as it is known',
  ],
  '"where" as a condition': [
    /(?<!\b(?:place|places|line|text|space|folder|know|shows|find|ends|moved),? )\bwhere (?:there|that|no|none|nobody|nothing|something|one)\b/i,
    'empty where there is none',
    'the place where there is a link',
  ],
  '"the input x" for "the x input"': [
    /\bthe inputs? (?:files|version|token|actor-id|build-tag|working-directory|source-type|env-vars|github-token|base|shared)\b/i,
    'lines of the input files',
    'lines of the files input, and the input schema',
  ],
  'idioms of other languages': [
    /\bsees? to it\b|\bof no use\b|\bcomes to its end\b|\bfor ever\b|\bin silence\b|\bheld against\b|\bcomes on top\b|\bmend(?:s|ed)?\b/i,
    'See to it that the disk has room',
    'See the log',
  ],
  'limits that begin with a unit instead of a noun': [
    /^(?:Bytes|Characters|Seconds|Milliseconds) (?:up to|from|after|in|between|by|to|for) which\b/,
    'Bytes from which a body is compressed',
    'The minimum size in bytes, from which a body is compressed',
  ],
  '"from the root" for "relative to the root"': [
    /\bfrom the (?:workspace|repository|checkout)'s root\b/i,
    "Path from the workspace's root",
    'Path relative to the workspace root',
  ],
  '"valid name of an x" for "valid x name"': [
    /\bvalid names? of an?\b/i,
    'is not a valid name of a variable',
    'is not a valid variable name',
  ],
  'values that act': [
    /\b(?:undefined|null|infinity) (?:waits|keeps|selects|uses)\b/i,
    'Undefined waits until the build ends',
    'If undefined, the action waits',
  ],
  'words for other words': [
    /\b(?:another|other) signs?\b|\btakes? the place of\b|\bat present\b|\bothers in the network\b|\bin doubt,|\bfaulty\b(?! actor\.json)/i,
    'contains a space or another sign',
    'contains a plus or minus sign',
  ],
  '"a cancel" for "a cancellation"': [
    /\b(?:a|the|this|each) cancel\b/i,
    'A cancel ends the wait',
    'a cancellation of a step',
  ],
  '"line end" for "line break" or "line ending"': [
    /\bline ends?\b(?! (?:with|at))/i,
    'a value with a line end',
    'a line ends with LF, which is a line ending',
  ],
  '"a text" for "text" or "a string"': [
    /\ba text\b(?! (?:file|editor|field))/i,
    'the value is a text',
    'a text file that contains text',
  ],
  '"case of letters" for "letter case"': [/\bcase of letters\b/i, 'The case of letters counts', 'in any letter case'],
  '"in the place of" for "in place of"': [
    /\bin the place of\b/i,
    'a file in the place of a folder',
    'a file in place of a folder',
  ],
  'British spelling': [
    /\b(?:behaviour|honoured|colour|cancelling|licence|criticise|recognise|organise)\b/i,
    'behaviour',
    'behavior',
  ],
};

/** This list, and texts that the tests compare with those of other programs. */
const excluded = /^__tests__\/contract\/plain-english\.test\.ts$|^docs\/runs\.md$/;
const texts = readTexts().filter(({ file }) => !excluded.test(file));

test('finds the texts of the repository', () => {
  const kinds = Map.groupBy(texts, ({ kind }) => kind);
  for (const kind of ['page', 'comment', 'string', 'test'] as const) {
    expect(kinds.get(kind)?.length).toBeGreaterThan(300);
  }
});

describe.each(Object.entries(phrases))('%s', (_title, [phrase, wrong, right]) => {
  test('is detected', () => {
    expect(wrong).toMatch(phrase);
    expect(right).not.toMatch(phrase);
  });

  test('does not occur in any text', () => {
    const found = texts.filter(({ text }) => phrase.test(text));
    expect(found.map(({ file, line, text }) => `${file}:${line}: ${excerpt(text, phrase)}`)).toEqual([]);
  });
});

function excerpt(text: string, phrase: RegExp): string {
  const start = Math.max(0, text.search(phrase) - 40);
  return text.slice(start, start + 120);
}
