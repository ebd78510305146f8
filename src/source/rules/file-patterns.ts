import path from 'node:path';
import { type ActionError, collectErrors } from '../../errors.ts';
import { placeIn } from '../../paths.ts';
import { onlyExclude, type PathPattern, parsePathPattern } from './path-patterns.ts';

export type FilePatterns = ReturnType<typeof readFilePatterns>;

/** The errors for invalid lines. */
export function findMistakes(lines: readonly string[]): readonly ActionError[] {
  const errors: ActionError[] = [];
  const read = collectErrors(errors);
  for (const line of lines) read(() => parsePathPattern('files', line));
  return errors;
}

/**
 * Reads the lines of the `files` input. As in `@actions/glob`, the last matching line decides, so an exclusion before
 * an inclusion has no effect. Matching takes at most (length of the line × length of the name) steps.
 * @throws ActionError if a line is not valid.
 */
export function readFilePatterns(lines: readonly string[], workingDirectory: string) {
  const written = lines.map((line) => parsePathPattern('files', line.trim()));
  const patterns = onlyExclude(written) ? [parsePathPattern('files', '**'), ...written] : written;
  const above = path.sep === '/' ? workingDirectory : workingDirectory.replaceAll('\\', '/');
  const subject = ({ isAbsolute }: PathPattern, name: string): string =>
    isAbsolute ? placeIn(above, name, path.posix).replace(/^\//, '') : name;
  const matches = (pattern: PathPattern, name: string): boolean =>
    pattern.matches(subject(pattern, name), { isFile: true });

  return {
    /** @param name relative to the working directory. */
    select: (name: string): boolean => patterns.findLast((pattern) => matches(pattern, name))?.excludes === false,
    maySelectBelow: (folder: string): boolean =>
      patterns.findLast((pattern) => {
        const place = subject(pattern, folder);
        return pattern.matches(place) || (!pattern.excludes && pattern.mayMatchBelow(place));
      })?.excludes === false,
    /** Returns the lines that include files but do not match any of the names, unchanged. */
    unmatched: (names: readonly string[]): readonly string[] =>
      patterns
        .filter(
          (pattern) => !pattern.excludes && pattern.text !== '**' && !names.some((name) => matches(pattern, name)),
        )
        .map(({ text }) => text),
  };
}
