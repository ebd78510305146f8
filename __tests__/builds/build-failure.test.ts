import { describe, expect, test } from '@jest/globals';
import type { Build, JobStatus } from '../../src/apify/api.ts';
import { explainFailure } from '../../src/builds/build-failure.ts';

function build(status: JobStatus, statusMessage?: string | null): Build {
  const more = statusMessage === undefined ? {} : { statusMessage };
  return { id: 'x', buildNumber: '0.1.7', startedAt: '', status, ...more };
}

describe('why a build failed', () => {
  test.each<readonly [string, Build, readonly string[], string]>([
    ['by its status alone', build('FAILED'), [], 'Build 0.1.7 failed'],
    [
      'by the message of its status',
      build('FAILED', 'No space left'),
      ['ACTOR: ERROR: x'],
      'Build 0.1.7 failed: No space left',
    ],
    [
      "by the platform's last error in the log",
      build('FAILED', ' '),
      ['2026-11-02T09:14:03.000Z ACTOR: ERROR: one', '2026-11-02T09:14:03.000Z ACTOR: ERROR: two', 'npm ERR! three'],
      'Build 0.1.7 failed: two',
    ],
    ['as it is told', build('ABORTED', ' a  b '), [], 'Build 0.1.7 was aborted: a  b'],
    ['when time was over', build('TIMED-OUT', null), [], 'Build 0.1.7 took longer than Apify allows (TIMED-OUT)'],
  ])('%s', (_title, failed, tail, expected) => {
    expect(explainFailure(failed, tail).reason).toBe(expected);
  });

  test('is told with the last lines of the log, without empty ones and colours', () => {
    const tail = [...Array.from({ length: 30 }, (_, index) => `line ${index}`), '', '\u001b[31mred\u001b[0m'];
    const lines = explainFailure(build('FAILED'), tail).error.message.split('\n');
    expect(lines.slice(0, 3)).toEqual(['Build 0.1.7 failed', 'The last lines of its log:', 'line 16']);
    expect(lines.at(-1)).toBe('red');
    expect(lines).toHaveLength(2 + 15);
  });
});
