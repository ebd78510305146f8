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
    const expected = ended.filter(({ continueOnError }) => continueOnError);
    expect(expected.map(({ outcome, log }) => [outcome, /^::error::(.*?)(?:%0A|$)/m.exec(log)?.[1]])).toEqual([
      ['failure', 'The Actor janedoe/hello-actor has no version 7.7, and create-if-missing is false'],
      ['failure', 'The Actor janedoe/no-actor of input actor-id was not found'],
      ['failure', expect.stringContaining('answered 401')],
      ['failure', 'The version input is "1", not MAJOR.MINOR'],
      ['failure', expect.stringContaining('A secret is missing or empty: api-key')],
    ]);
  },
  120_000,
);
