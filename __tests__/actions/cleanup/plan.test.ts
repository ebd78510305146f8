import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type Item,
  planCleanup,
  previewsByNumber,
  protectedTags,
  protectedVersions,
} from '../../../src/actions/cleanup/plan.ts';
import type { Actor } from '../../../src/apify/api.ts';

describe('previewsByNumber', () => {
  const actor = {
    id: 'a',
    name: 'a',
    username: 'u',
    versions: [
      { versionNumber: '10.1', buildTag: 'pr-1' },
      { versionNumber: '10.2', buildTag: 'pr-2-x' },
      { versionNumber: '0.1', buildTag: 'latest' },
    ],
    taggedBuilds: { latest: { buildId: 'b1', buildNumber: '0.1.1' }, 'pr-3': { buildId: 'b2', buildNumber: '0.1.2' } },
  } satisfies Actor;

  test.each([
    ['pr-*', [1, 3]],
    ['pr-*-x', [2]],
    ['*-x', []],
    ['p*', []],
  ])('%s matches the numbers %j', (pattern, numbers) => {
    expect([...previewsByNumber(actor, pattern).keys()].sort()).toEqual(numbers);
  });

  test('does not delete a protected version with its tag', () => {
    expect(previewsByNumber(actor, 'pr-*').get(3)).toEqual({ tag: 'pr-3', versions: [] });
  });
});

test.each(['..', '.', '../../x', '', '1', '10.1.1'])(
  'does not delete the version %j from an API response',
  (versionNumber) => {
    const actor: Actor = { id: 'a', name: 'a', username: 'u', versions: [{ versionNumber, buildTag: 'pr-1' }] };
    expect(previewsByNumber(actor, 'pr-*').get(1)).toEqual({ tag: 'pr-1', versions: [] });
  },
);

describe('keep-archives: 0', () => {
  const key = (time: string): string => `0.1-2026-11-24T${time}-000Z-0123abcd-0123-0123-0123-0123456789ab.zip`;
  const actor = { id: 'a', name: 'a', username: 'u' };
  const now = Date.UTC(2026, 10, 24, 10, 0, 0);
  const keptOf = (keys: readonly string[], versions: NonNullable<Actor['versions']> | null): readonly string[] => {
    const items = planCleanup({ ...actor, versions }, [], { keys, keepArchives: 0, now });
    return keys.filter((each) => !items.some(({ name }) => name === each));
  };
  const versions = [{ versionNumber: '0.1' }];

  test('keeps the newest archive for an hour, because a deployment may not have named it yet', () => {
    expect(keptOf(['08-00-00', '09-00-01', '09-20-00'].map(key), versions)).toEqual([key('09-20-00')]);
    expect(keptOf(['08-00-00', '08-59-59'].map(key), versions)).toEqual([]);
  });

  test('keeps the archive that a version uses, even if its URL is written differently', () => {
    const tarballUrl = `https://api.apify.com/v2/key-value-stores/s/records/${key('07-00-00')}/?x`;
    const keys = ['07-00-00', '08-00-00'].map(key);
    expect(keptOf(keys, [{ versionNumber: '0.1', tarballUrl }])).toEqual([key('07-00-00')]);
  });

  test('keeps all archives if the response does not contain the versions', () => {
    expect(keptOf(['07-00-00', '08-00-00'].map(key), null)).toEqual(['07-00-00', '08-00-00'].map(key));
  });
});

test('never deletes a tag, version or archive that is in use', () => {
  const tag = fc.constantFrom('latest', 'beta', 'pr-1', 'pr-2', 'pr-03', 'stable', 'pr-');
  const number = fc.constantFrom('0.1', '1.0', '10.1', '10.2');
  const archive = fc
    .tuple(number, fc.integer({ min: 10, max: 28 }))
    .map(([version, day]) => `${version}-2026-11-${day}T07-43-23-123Z-0123abcd-0123-0123-0123-0123456789ab.zip`);
  const actors = fc.record({
    id: fc.constant('a'),
    name: fc.constant('a'),
    username: fc.constant('u'),
    versions: fc.uniqueArray(
      fc.record({
        versionNumber: number,
        buildTag: fc.option(tag, { nil: null }),
        tarballUrl: fc.option(
          archive.map((key) => `https://api.apify.com/v2/key-value-stores/s/records/${key}?signature=x`),
          { nil: null },
        ),
      }),
      { selector: ({ versionNumber }) => versionNumber },
    ),
    taggedBuilds: fc.dictionary(
      tag,
      fc.record({ buildId: fc.constant('b'), buildNumber: number.map((of) => `${of}.1`) }),
    ),
    defaultRunOptions: fc.option(fc.record({ build: fc.oneof(tag, number) }), { nil: null }),
  });
  fc.assert(
    fc.property(actors, fc.array(archive), fc.option(fc.nat(3), { nil: undefined }), (actor, keys, keepArchives) => {
      const previews = [...previewsByNumber(actor, 'pr-*').values()];
      const items = planCleanup(actor, previews, { keys: [...keys, 'INPUT'], keepArchives, now: Date.UTC(2100, 0) });
      const names = (wanted: Item['kind']) => items.filter(({ kind }) => kind === wanted).map(({ name }) => name);
      const plan = { tags: names('tag'), versions: names('version'), archives: names('archive') };
      const kept = actor.versions.filter(({ versionNumber }) => !plan.versions.includes(versionNumber));
      expect(plan.tags.filter((name) => protectedTags(actor).has(name) || !/^pr-[1-9]\d*$/.test(name))).toEqual([]);
      expect(plan.versions.filter((version) => protectedVersions(actor).has(version))).toEqual([]);
      expect(
        plan.archives.filter((key) => kept.some(({ tarballUrl }) => tarballUrl?.includes(`/records/${key}`))),
      ).toEqual([]);
      expect(plan.archives).not.toContain('INPUT');
      if (keepArchives === undefined)
        expect(plan.archives.filter((key) => !plan.versions.some((version) => key.startsWith(`${version}-`)))).toEqual(
          [],
        );
    }),
    { seed: 7, numRuns: 150 },
  );
});
