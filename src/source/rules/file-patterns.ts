import path from 'node:path';
import { ActionError } from '../../errors.ts';
import { type PathRules, placeIn } from '../../paths.ts';
import { visible } from '../../text.ts';

/** The input `files`; names are POSIX paths relative to the working directory. */
export interface FilePatterns {
  /** Whether every file is meant. */
  readonly areAll: boolean;
  select(name: string): boolean;
  /** Whether a file below this folder may be selected. */
  maySelectBelow(folder: string): boolean;
  /** Including lines that match none of the names. */
  unmatched(names: readonly string[]): readonly IncludingLine[];
}

export interface IncludingLine {
  /** As written. */
  readonly line: string;
  /** The pattern with an absolute root, as the globber takes it. */
  readonly rooted: string;
}

const everything: FilePatterns = {
  areAll: true,
  select: () => true,
  maySelectBelow: () => true,
  unmatched: () => [],
};

/**
 * What `@actions/glob` makes of a line. It keeps it to itself, since all it offers is a walk through the folders; a test
 * holds what is selected here against that walk.
 */
interface GlobPattern {
  readonly negate: boolean;
  /** Bits: 1 where a folder of this path matches, 2 where a file does. */
  match(path: string): number;
  partialMatch(path: string): boolean;
}

const MATCHES_FOLDER = 1;
const MATCHES_FILE = 2;

interface PatternLine extends IncludingLine {
  readonly pattern: GlobPattern;
}

/**
 * Reads the lines of the input `files`. They are matched by the patterns of `@actions/glob` without its walk, which
 * looks into every folder below a pattern's fixed part, ignored ones too. As there, lines count in their order: an
 * exclude before its include does nothing, and what is below a folder that matches is matched.
 * @throws ActionError for a line that is no pattern.
 */
export async function readFilePatterns(lines: readonly string[], workingDirectory: string): Promise<FilePatterns> {
  if (lines.every((line) => line === '**')) return everything;
  const written: PatternLine[] = [];
  for (const line of lines) written.push(await readLine(line, workingDirectory));
  const patterns = written.every(({ pattern }) => pattern.negate)
    ? [await readLine('**', workingDirectory), ...written]
    : written;
  const including = patterns.filter(({ pattern }) => !pattern.negate);
  const absolute = (name: string): string => placeIn(workingDirectory, name);

  const matchesAbove = remember((line: PatternLine, folder: string): boolean => {
    if ((line.pattern.match(folder) & MATCHES_FOLDER) !== 0) return true;
    const parent = path.dirname(folder);
    return parent !== folder && matchesAbove(line, parent);
  });
  const matches = (line: PatternLine, file: string): boolean =>
    (line.pattern.match(file) & MATCHES_FILE) !== 0 || matchesAbove(line, path.dirname(file));

  return {
    areAll: false,
    select: (name) => patterns.findLast((line) => matches(line, absolute(name)))?.pattern.negate === false,
    // The last line that may say something of a file below.
    maySelectBelow: (folder) =>
      patterns.findLast(
        (line) =>
          matchesAbove(line, absolute(folder)) || (!line.pattern.negate && line.pattern.partialMatch(absolute(folder))),
      )?.pattern.negate === false,
    unmatched: (names) =>
      including.filter((line) => line.line !== '**' && !names.some((name) => matches(line, absolute(name)))),
  };
}

/** Answers for a folder are the same for all files in it. */
function remember(ask: (line: PatternLine, folder: string) => boolean): (line: PatternLine, folder: string) => boolean {
  const answers = new Map<PatternLine, Map<string, boolean>>();
  return (line, folder) => {
    const ofLine = answers.get(line) ?? new Map<string, boolean>();
    answers.set(line, ofLine);
    const answer = ofLine.get(folder) ?? ask(line, folder);
    ofLine.set(folder, answer);
    return answer;
  };
}

async function readLine(line: string, workingDirectory: string): Promise<PatternLine> {
  const { create } = await import('@actions/glob');
  const [, marks = '', written = ''] = /^((?:!\s*)*)(.*)$/s.exec(line) ?? [];
  const isNegated = marks.replaceAll(/\s/g, '').length % 2 === 1;
  const rooted = rootPattern(written, workingDirectory);
  try {
    const globber = await create(isNegated ? `!${rooted}` : rooted);
    const { patterns } = globber as unknown as { readonly patterns: readonly GlobPattern[] };
    const [pattern] = patterns;
    if (pattern === undefined) throw new TypeError('@actions/glob has made no pattern of the line');
    return { line, rooted, pattern };
  } catch (cause) {
    throw new ActionError(`Input files: "${visible(line)}" is no pattern`, {
      hint: 'Give paths below the working directory without . and .. between slashes, src/** for example. What lies elsewhere is reached by a link in the working directory.',
      cause,
    });
  }
}

/** Relative patterns are meant from the working directory; the globber takes them from the folder of the process. */
export function rootPattern(pattern: string, workingDirectory: string, rules: Pick<PathRules, 'sep'> = path): string {
  const isWindows = rules.sep === '\\';
  const isRooted = isWindows ? /^(?:[a-z]:|[\\/]|~$|~[\\/])/i : /^(?:\/|~$|~\/)/;
  if (pattern === '' || isRooted.test(pattern)) return pattern;
  const relative = pattern.replace(isWindows ? /^\.(?:[\\/]+|$)/ : /^\.(?:\/+|$)/, '');
  const folder = escapeGlob(workingDirectory, isWindows);
  return folder.endsWith(rules.sep) ? folder + relative : folder + rules.sep + relative;
}

/** A set of one matches just itself; a backslash escapes on other systems than Windows, and a line ends at a line end. */
function escapeGlob(text: string, isWindows: boolean): string {
  const slashes = isWindows ? text : text.replaceAll('\\', '\\\\');
  return slashes.replaceAll(/[[?*]/g, '[$&]').replaceAll(/[\r\n]/g, '?');
}
