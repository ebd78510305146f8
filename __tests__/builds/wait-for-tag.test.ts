import { describe, expect, test } from '@jest/globals';
import type { BuildScript, Emulator } from '../../emulator/emulator.ts';
import type { Build } from '../../src/apify/api.ts';
import { isSameOrNewer, newerBuild } from '../../src/builds/tags.ts';
import { requestsTo, runBuild, startPlatform } from '../support/build-run.ts';

const ACTOR = 'GET /v2/acts/janedoe~my-actor';

function actorRequests(emulator: Emulator): number {
  return requestsTo(emulator).filter((request) => request === ACTOR).length;
}

test.each([undefined, ''])('a build without a tag (%j) causes no request for the Actor', async (buildTag) => {
  await using emulator = await startPlatform();
  const edit = (data: object) => ({ ...data, actVersion: { versionNumber: '0.1', buildTag } });
  emulator.addFault({ path: /\/actor-builds\/[^/]+$/, times: Infinity, fault: { kind: 'edit', edit } });
  const result = await runBuild(emulator, { versionTag: buildTag }).result;
  expect(result).toMatchObject({ outcome: 'succeeded', promoted: false, actor: undefined });
  expect(actorRequests(emulator)).toBe(0);
});

test.each<readonly [string, BuildScript, boolean]>([
  ['at once', { tagAfterMs: 0 }, true],
  ['late', { tagAfterMs: 29_000 }, true],
  ['to a newer build', { tagAfterMs: 300, tagTakenByNewer: true }, false],
])('waits for a tag that moves %s', async (_title, script, promoted) => {
  await using emulator = await startPlatform(script);
  const result = await runBuild(emulator, { tag: 'beta' }).result;
  expect(result).toMatchObject({ outcome: 'succeeded', promoted, diagnostics: [], actor: { name: 'my-actor' } });
});

test.each([
  ['in the request', { tag: 'beta' }, 'its tag beta does not point to any build'],
  ['in the build', {}, 'its tag from-version '],
  ['in the response to the update', { versionTag: 'updated' }, 'its tag updated '],
])('warns if the tag %s does not move within 30 seconds', async (title, options, words) => {
  await using emulator = await startPlatform({ tagAfterMs: 'never' });
  const version = emulator.platform.actors[0]?.versions[0];
  if (version !== undefined && title === 'in the build') version.buildTag = 'from-version';
  const began = emulator.clock.now();
  const result = await runBuild(emulator, options).result;
  expect(result).toMatchObject({ outcome: 'succeeded', promoted: false });
  expect(result.diagnostics).toEqual([{ level: 'warning', message: expect.stringContaining(words) }]);
  expect(Math.round((emulator.clock.now() - began) / 1000)).toBe(30);
  expect(actorRequests(emulator)).toBeLessThan(35);
});

test('the warning names the build that the tag still points to', async () => {
  await using emulator = await startPlatform({ tagAfterMs: 'never' });
  const [actor] = emulator.platform.actors;
  if (actor !== undefined) emulator.addBuild(actor, { versionNumber: '0.1', tags: ['beta'] });
  const { diagnostics } = await runBuild(emulator, { tag: 'beta' }).result;
  expect(diagnostics[0]?.message).toContain('its tag beta still points to build 0.1.1');
});

test('warns if the Actor cannot be read', async () => {
  await using emulator = await startPlatform({ tagAfterMs: 0 });
  emulator.addFault({ path: /\/acts\/[^/]+$/, fault: { kind: 'status', status: 403 } });
  const { outcome, diagnostics } = await runBuild(emulator, { tag: 'beta' }).result;
  expect(outcome).toBe('succeeded');
  expect(diagnostics).toEqual([
    {
      level: 'warning',
      message: expect.stringMatching(/could not check whether the tag beta points to it: GET \/v2\/acts/),
    },
  ]);
});

test('the wait also ends if the API does not respond', async () => {
  await using emulator = await startPlatform({ tagAfterMs: 0 });
  emulator.addFault({ path: /\/acts\/[^/]+$/, fault: { kind: 'hang' } });
  const { diagnostics } = await runBuild(emulator, { tag: 'beta' }).result;
  expect(diagnostics).toEqual([{ level: 'warning', message: expect.stringContaining('did not respond in time') }]);
});

describe('isSameOrNewer, for a tag that points to', () => {
  const build: Build = { id: 'ours', status: 'SUCCEEDED', buildNumber: '0.9.9', startedAt: '2026-01-02T00:00:00.000Z' };
  const before = '2026-01-01T00:00:00.000Z';
  const after = '2026-01-03T00:00:00.000Z';
  test.each([
    ['this build', { buildId: 'ours', buildNumber: null }, true],
    ['no build', undefined, false],
    ['an older build', { buildId: 'x', buildNumber: '0.9.8' }, false],
    ['a newer build, compared as a number', { buildId: 'x', buildNumber: '0.9.10' }, true],
    ['a build of a higher version, built since', { buildId: 'x', buildNumber: '0.10.1', finishedAt: after }, true],
    ['a build of a higher version, built long ago', { buildId: 'x', buildNumber: '1.0.4', finishedAt: before }, false],
    ['a build of a lower version, built since', { buildId: 'x', buildNumber: '0.8.99', finishedAt: after }, true],
    ['a build of a higher version without a time', { buildId: 'x', buildNumber: '1.0.4' }, true],
    ['a build of a lower version without a time', { buildId: 'x', buildNumber: '0.8.99', finishedAt: null }, false],
    ['a build without a number', { buildId: 'x', buildNumber: null }, false],
  ])('%s', (_title, tagged, expected) => {
    expect(isSameOrNewer(tagged, build)).toBe(expected);
    const actor = { id: 'a', name: 'a', username: 'u', taggedBuilds: { beta: tagged ?? null } };
    const isAnother = expected && tagged?.buildId !== 'ours';
    expect(newerBuild(actor, 'beta', build)).toEqual(
      isAnother ? { id: 'x', number: tagged?.buildNumber ?? '' } : undefined,
    );
  });
});
