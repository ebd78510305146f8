import { expect, test } from '@jest/globals';
import { previousBuild } from '../../../src/actions/promote/choose-build.ts';
import type { Build } from '../../../src/apify/api.ts';

function build(buildNumber: string, status = 'SUCCEEDED'): Build {
  return { id: buildNumber, buildNumber, status, startedAt: '' } as Build;
}

test.each<[string, readonly Build[], string | undefined]>([
  ['the newest of the older builds, in any order', [build('0.1.2'), build('0.1.9'), build('0.1.8')], '0.1.9'],
  ['no build that failed', [build('0.1.9', 'FAILED'), build('0.1.8')], '0.1.8'],
  ['no build of another version', [build('0.2.9'), build('1.1.9'), build('0.1.1')], '0.1.1'],
  ['no newer build, and not the build itself', [build('0.1.10'), build('0.1.11')], undefined],
])('previous is %s', (_title, builds, number) => {
  expect(previousBuild(builds, '0.1.10')?.buildNumber).toBe(number);
});
