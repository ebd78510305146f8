import type { Problem } from '../errors.ts';
import { isJsonDeeperThan } from '../text.ts';
import { findSyntaxError, MAX_DEPTH, type SyntaxMistake } from './json-positions.ts';

/** Parses JSON. Nesting of more than 100 levels is an error too. */
export function parseJson(text: string): { readonly value: unknown } | { readonly mistake: SyntaxMistake } {
  try {
    if (!isJsonDeeperThan(text, MAX_DEPTH)) return { value: JSON.parse(text) };
  } catch {
    // The scanner's error message is better.
  }
  return { mistake: findSyntaxError(text) ?? { line: 1, column: 1, problem: 'a mistake' } };
}

/** Turns the syntax error in a file into a problem of the whole file. */
export function syntaxProblem(file: string, { line, column, problem }: SyntaxMistake): Problem {
  const message = problem.startsWith('more than')
    ? `The file has ${problem}`
    : `The file is not valid JSON: ${problem}`;
  const hint = 'Write strict JSON in UTF-8: double quotes, no comments, no trailing commas.';
  return { file, line, column, pointer: '', message, hint, level: 'error' };
}
