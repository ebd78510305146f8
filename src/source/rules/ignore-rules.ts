import { ANY_DEPTH, asBytes, compileIgnorePattern, type IgnorePattern } from './ignore-pattern.ts';

/** A line of a gitignore file that can match something. */
export interface IgnoreRule extends IgnorePattern {
  /** As written, without white space at its end. */
  readonly text: string;
  /** 1-based. */
  readonly line: number;
  /** It begins with `!`: what it matches is not ignored. */
  readonly negated: boolean;
  readonly foldersOnly: boolean;
}

/**
 * The rules of a file in gitignore's format, in order; letters' case counts.
 * @see https://git-scm.com/docs/gitignore#_pattern_format
 */
export function parseIgnoreRules(file: Buffer): readonly IgnoreRule[] {
  const text = file.toString('latin1').replace(/^\xef\xbb\xbf/, '');
  return text.split(/\r?\n/).flatMap((line, index) => {
    const written = withoutTrailingSpaces(line);
    if (written === '' || written.startsWith('#')) return [];
    const negated = written.startsWith('!');
    const [, pattern = '', slash] = /^(.*?)(\/?)$/s.exec(negated ? written.slice(1) : written) ?? [];
    const compiled = pattern === '' ? undefined : compileIgnorePattern(pattern);
    if (compiled === undefined) return [];
    const rule = { ...compiled, negated, foldersOnly: slash === '/', line: index + 1 };
    return [{ ...rule, text: Buffer.from(written, 'latin1').toString() }];
  });
}

/** Spaces only, and not one that a backslash keeps. */
function withoutTrailingSpaces(line: string): string {
  const [kept = ''] = /^(?:\\.|[^\\ ]| +(?=[^ ]))*\\?/s.exec(line) ?? [];
  return kept;
}

/** Of rules in order the last that matches. @param path POSIX, relative to the folder of the rules. */
export function lastMatch(rules: readonly IgnoreRule[], path: string, isFolder: boolean): IgnoreRule | undefined {
  if (rules.length === 0) return undefined;
  const bytes = asBytes(path);
  const name = bytes.slice(bytes.lastIndexOf('/') + 1);
  return rules.findLast(
    ({ foldersOnly, anchored, expression }) => (isFolder || !foldersOnly) && expression.test(anchored ? bytes : name),
  );
}

/** Whether the rule may match something below the folder. */
export function mayMatchBelow({ anchored, segments }: IgnoreRule, folder: string): boolean {
  if (!anchored) return true;
  const names = asBytes(folder).split('/');
  for (const [index, name] of names.entries()) {
    const segment = segments[index];
    if (segment === ANY_DEPTH) return true;
    if (segment === undefined || !segment.test(name)) return false;
  }
  return segments.length > names.length;
}
