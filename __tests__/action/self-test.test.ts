import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { runJob } from '../support/run-job.ts';

const root = path.dirname(path.dirname(import.meta.dirname));

// Windows has no process groups by which the emulator could be ended; there the workflow itself runs.
const systemsWithGroups = process.platform === 'win32' ? test.skip : test;

systemsWithGroups(
  'the steps of the self-test workflow pass here',
  async () => {
    const { jobs } = parse(readFileSync(path.join(root, '.github/workflows/self-test.yml'), 'utf8'));
    const ended = await runJob(jobs['self-test']);
    const failed = ended.filter(({ outcome, continueOnError }) => outcome === 'failure' && !continueOnError);
    expect(failed).toEqual([]);
    expect(ended.filter(({ continueOnError }) => continueOnError).map(({ outcome }) => outcome)).not.toContain(
      'success',
    );
  },
  120_000,
);
