import path from 'node:path';
import { placeIn } from '../../paths.ts';
import { onlyExclude, type PathPattern, parsePathPattern } from './path-patterns.ts';

/** The `files` input. Names are POSIX paths relative to the working directory. */
export interface FilePatterns {
  select(name: string): boolean;
  /** Whether a file below this folder may be selected. */
  maySelectBelow(folder: string): boolean;
  /** Including lines that match none of the names, as written. */
  unmatched(names: readonly string[]): readonly string[];
}

/**
 * Reads the lines of the `files` input. As in `@actions/glob`, the last line that matches a file decides, so an exclude
 * before its include has no effect. Unlike its walk, matching never looks into folders that Git ignores, and takes no
 * more steps than the product of the lengths of the line and the name.
 * @throws ActionError for a line that is not valid.
 */
export function readFilePatterns(lines: readonly string[], workingDirectory: string): FilePatterns {
  const written = lines.map((line) => parsePathPattern('files', line.trim()));
  const patterns = onlyExclude(written) ? [parsePathPattern('files', '**'), ...written] : written;
  const above = path.sep === '/' ? workingDirectory : workingDirectory.replaceAll('\\', '/');
  const subject = ({ isAbsolute }: PathPattern, name: string): string =>
    isAbsolute ? placeIn(above, name, path.posix).replace(/^\//, '') : name;
  const matches = (pattern: PathPattern, name: string): boolean =>
    pattern.matches(subject(pattern, name), { isFile: true });

  return {
    select: (name) => patterns.findLast((pattern) => matches(pattern, name))?.excludes === false,
    // The last line that may match a file below.
    maySelectBelow: (folder) =>
      patterns.findLast((pattern) => {
        const place = subject(pattern, folder);
        return pattern.matches(place) || (!pattern.excludes && pattern.mayMatchBelow(place));
      })?.excludes === false,
    unmatched: (names) =>
      patterns
        .filter(
          (pattern) => !pattern.excludes && pattern.text !== '**' && !names.some((name) => matches(pattern, name)),
        )
        .map(({ text }) => text),
  };
}
