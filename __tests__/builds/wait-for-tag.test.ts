import { describe, expect, test } from '@jest/globals';
import type { BuildScript, Emulator } from '../../emulator/emulator.ts';
import type { Build } from '../../src/apify/api.ts';
import { isSameOrNewer } from '../../src/builds/wait-for-tag.ts';
import { fasterClock, requestsTo, runBuild, startPlatform } from '../support/build-run.ts';

const ACTOR = 'GET /v2/acts/janedoe~my-actor';

function looks(emulator: Emulator): number {
  return requestsTo(emulator).filter((request) => request === ACTOR).length;
}

test.concurrent('without a tag nothing is looked for', async () => {
  await using emulator = await startPlatform();
  expect(await runBuild(emulator).result).toMatchObject({ outcome: 'succeeded', actor: undefined });
  expect(looks(emulator)).toBe(0);
});

test.concurrent.each<readonly [string, BuildScript]>([
  ['at once', { tagAfterMs: 0 }],
  ['late', { tagAfterMs: 600 }],
  ['to a newer build', { tagAfterMs: 300, tagTakenByNewer: true }],
])('a tag that moves %s is waited for, and the Actor is handed on', async (_title, script) => {
  await using emulator = await startPlatform(script);
  const result = await runBuild(emulator, { tag: 'beta' }).result;
  expect(result).toMatchObject({ outcome: 'succeeded', diagnostics: [], actor: { name: 'my-actor' } });
});

test.concurrent.each([
  ['the request', { tag: 'beta' }, 'its tag beta '],
  ['the version, as the build tells it', {}, 'its tag from-version '],
  ["the version, as the update's answer told it", { versionTag: 'told' }, 'its tag told '],
])('a tag of %s that does not move within 30 seconds is a warning', async (title, options, words) => {
  await using emulator = await startPlatform({ tagAfterMs: 'never' });
  const version = emulator.platform.actors[0]?.versions[0];
  if (version !== undefined && title.includes('build tells')) version.buildTag = 'from-version';
  const clock = fasterClock(20);
  const began = clock.now();
  const { outcome, diagnostics } = await runBuild(emulator, { ...options, clock }).result;
  expect(outcome).toBe('succeeded');
  expect(diagnostics).toEqual([{ level: 'warning', message: expect.stringContaining(words) }]);
  expect(clock.now() - began).toBeGreaterThan(30_000);
  expect(looks(emulator)).toBeLessThan(35);
});

test.concurrent('an Actor that cannot be read is a warning, for the build has succeeded', async () => {
  await using emulator = await startPlatform({ tagAfterMs: 0 });
  emulator.addFault({ path: /\/acts\/[^/]+$/, fault: { kind: 'status', status: 403 } });
  const { outcome, diagnostics } = await runBuild(emulator, { tag: 'beta' }).result;
  expect(outcome).toBe('succeeded');
  expect(diagnostics).toEqual([
    { level: 'warning', message: expect.stringContaining('could not be read: GET /v2/acts') },
  ]);
});

test.concurrent('an Actor that is not answered for ends the wait too', async () => {
  await using emulator = await startPlatform({ tagAfterMs: 0 });
  emulator.addFault({ path: /\/acts\/[^/]+$/, fault: { kind: 'hang' } });
  const { diagnostics } = await runBuild(emulator, { tag: 'beta', clock: fasterClock(30) }).result;
  expect(diagnostics).toEqual([{ level: 'warning', message: expect.stringContaining('no answer in time') }]);
});

describe('a tag that points at', () => {
  const build: Build = { id: 'ours', status: 'SUCCEEDED', buildNumber: '0.9.9', startedAt: '2026-01-02T00:00:00.000Z' };
  const before = '2026-01-01T00:00:00.000Z';
  const after = '2026-01-03T00:00:00.000Z';
  test.each([
    ['this build', { buildId: 'ours', buildNumber: null }, true],
    ['nothing', undefined, false],
    ['an older build', { buildId: 'x', buildNumber: '0.9.8' }, false],
    ['a newer build, by number and not by letter', { buildId: 'x', buildNumber: '0.9.10' }, true],
    ['a build of a higher version, made since', { buildId: 'x', buildNumber: '0.10.1', finishedAt: after }, true],
    [
      'a build of a higher version, made long before',
      { buildId: 'x', buildNumber: '1.0.4', finishedAt: before },
      false,
    ],
    ['a build of a lower version, made since', { buildId: 'x', buildNumber: '0.8.99', finishedAt: after }, true],
    ['a build of a higher version without a time', { buildId: 'x', buildNumber: '1.0.4' }, true],
    ['a build of a lower version without a time', { buildId: 'x', buildNumber: '0.8.99', finishedAt: null }, false],
    ['a build without a number', { buildId: 'x', buildNumber: null }, false],
  ])('%s', (_title, tagged, expected) => {
    expect(isSameOrNewer(tagged, build)).toBe(expected);
  });
});
