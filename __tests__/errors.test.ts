import { expect, test } from '@jest/globals';
import { type Problem, problemsError } from '../src/errors.ts';

function problem(file: string, line: number, column: number): Problem {
  const message = `mistake in column ${column}`;
  return { level: 'error', file, line, column, pointer: '', message, hint: 'Correct it.' };
}

test('lists mistakes by file, in the order of their positions', () => {
  const problems = [problem('b', 7, 1), problem('a', 1, 1), problem('b', 2, 9), problem('b', 2, 3)];
  const { message, place } = problemsError(problems);
  expect(message.split('\n')).toEqual([
    '2 files have 4 mistakes:',
    '- b, line 2: mistake in column 3. Correct it.',
    '- b, line 2: mistake in column 9. Correct it.',
    '- b, line 7: mistake in column 1. Correct it.',
    '- a, line 1: mistake in column 1. Correct it.',
  ]);
  expect(place).toEqual({ file: 'b', line: 2, column: 3 });
});
