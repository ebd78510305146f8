import { describe, expect, test } from '@jest/globals';
import type { Build, JobStatus } from '../../src/apify/api.ts';
import { explainFailure } from '../../src/builds/build-failure.ts';
import { messageWithLog } from '../../src/follow/failure-message.ts';

function build(status: JobStatus, statusMessage?: string | null): Build {
  const more = statusMessage === undefined ? {} : { statusMessage };
  return { id: 'x', buildNumber: '0.1.7', startedAt: '', status, ...more };
}

describe('the reason for a failed build', () => {
  test.each<readonly [string, Build, readonly string[], string]>([
    ['consists of the status', build('FAILED'), [], 'Build 0.1.7 failed'],
    [
      'contains the status message',
      build('FAILED', 'No space left'),
      ['ACTOR: ERROR: x'],
      'Build 0.1.7 failed: No space left',
    ],
    [
      "contains the platform's last error in the log",
      build('FAILED', ' '),
      ['2026-11-02T09:14:03.000Z ACTOR: ERROR: one', '2026-11-02T09:14:03.000Z ACTOR: ERROR: two', 'npm ERR! three'],
      'Build 0.1.7 failed: two',
    ],
    ['contains the status message unchanged', build('ABORTED', ' a  b '), [], 'Build 0.1.7 was aborted: a  b'],
    ['names the time limit', build('TIMED-OUT', null), [], "Build 0.1.7 exceeded Apify's time limit (TIMED-OUT)"],
    [
      'truncates a status message that is too long',
      build('FAILED', 'no space '.repeat(500_000)),
      [],
      `Build 0.1.7 failed: ${'no space '.repeat(111)}…`,
    ],
    ['omits other lines of the log', build('FAILED'), ['x ACTOR: ERROR: one'], 'Build 0.1.7 failed'],
  ])('%s', (_title, failed, tail, expected) => {
    expect(explainFailure(failed, tail).reason).toBe(expected);
  });

  test('is followed by the last lines of the log, without empty lines and colors', () => {
    const tail = [...Array.from({ length: 30 }, (_, index) => `line ${index}`), '', '\u001b[31mred\u001b[0m'];
    const lines = messageWithLog(explainFailure(build('FAILED'), tail).reason, tail).split('\n');
    expect(lines.slice(0, 3)).toEqual(['Build 0.1.7 failed', 'The last lines of its log:', 'line 16']);
    expect(lines.at(-1)).toBe('red');
    expect(lines).toHaveLength(2 + 15);
  });

  test('does not contain a build number that is not a number', () => {
    const forged = { ...build('FAILED'), buildNumber: '1\n::error::x' };
    expect(explainFailure(forged, []).reason).toBe('Build "1\\n::error::x" failed');
  });

  test('is found quickly in lines that look like an error', () => {
    const line = 'Z ERROR: '.repeat(110);
    expect(
      explainFailure(
        build('FAILED'),
        Array.from({ length: 50 }, () => line),
      ).reason,
    ).toBe('Build 0.1.7 failed');
  });
});
