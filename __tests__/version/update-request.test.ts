import { describe, expect, test } from '@jest/globals';
import type { Actor, Version } from '../../src/apify/api.ts';
import type { RemoteState } from '../../src/version/remote-state.ts';
import { checkRequest, type UpdateRequest } from '../../src/version/update-request.ts';

const request: UpdateRequest = {
  target: {
    actor: { kind: 'named', name: 'my-actor' },
    versionNumber: '0.1',
    buildTag: undefined,
    chosenTag: undefined,
  },
  actorId: 'janedoe~my-actor',
  definition: undefined,
  createIfMissing: true,
  isSourceChosen: false,
  dryRun: false,
  envVars: { mode: 'merge', wanted: [] },
  applyEnvVarsToBuild: undefined,
};
const actor: Actor = { id: 'a1', name: 'my-actor', username: 'janedoe', versions: [{ versionNumber: '0.0' }] };

function given(actorId: string): Partial<UpdateRequest> {
  return { actorId, target: { ...request.target, actor: { kind: 'given', actorId } } };
}

function existing(version: Omit<Version, 'versionNumber'>): RemoteState {
  return { kind: 'existing', actor, version: { versionNumber: '0.1', ...version } };
}

describe('does not create', () => {
  test.each<[string, Partial<UpdateRequest>, RemoteState, RegExp, RegExp]>([
    [
      'an Actor that actor-id specifies',
      given('janedoe~gone'),
      { kind: 'no-actor' },
      /Actor janedoe\/gone \(actor-id input\) was not found/,
      /remove actor-id/,
    ],
    [
      'an ID that may be a name',
      given('gone'),
      { kind: 'no-actor' },
      /Actor gone /,
      /"gone" is a name, use username\/gone/,
    ],
    [
      'an Actor without create-if-missing',
      { createIfMissing: false },
      { kind: 'no-actor' },
      /janedoe\/my-actor was not found, and create-if-missing is false/,
      /create-if-missing: true/,
    ],
    [
      'a version without create-if-missing',
      { createIfMissing: false },
      { kind: 'no-version', actor },
      /has no version 0\.1, and create-if-missing is false/,
      /existing version \(0\.0\)/,
    ],
    [
      'a version of an Actor without versions',
      { createIfMissing: false },
      { kind: 'no-version', actor: { ...actor, versions: [] } },
      /has no version 0\.1, and create-if-missing is false/,
      /^Set create-if-missing: true\.$/,
    ],
  ])('%s', (_title, more, remote, message, hint) => {
    expect(() => checkRequest({ ...request, ...more }, remote)).toThrow(
      expect.objectContaining({ message: expect.stringMatching(message), hint: expect.stringMatching(hint) }),
    );
  });
});

describe('if no input chooses the source,', () => {
  const archive =
    'https://api.apify.com/v2/key-value-stores/abc/records/0.1-2026-11-24T07-43-23-123Z-0b0e7d3e-3f3a-4f7e-9d55-1a2b3c4d5e6f.zip';
  const others: readonly [string, RemoteState][] = [
    ['GIT_REPO', existing({ sourceType: 'GIT_REPO', gitRepoUrl: 'https://github.com/a/b' })],
    ['GITHUB_GIST', existing({ sourceType: 'GITHUB_GIST', gitHubGistUrl: 'https://gist.github.com/a/1' })],
    ['TARBALL', existing({ sourceType: 'TARBALL', tarballUrl: 'https://example.com/a.zip' })],
  ];

  test.each(others)('the source %s on Apify is an error with both solutions', (type, remote) => {
    expect(() => checkRequest(request, remote)).toThrow(
      expect.objectContaining({
        message: expect.stringContaining(`has the source type ${type}`),
        hint: expect.stringMatching(new RegExp(`source-type: SOURCE_FILES to replace .* source-type: ${type}\\b`)),
      }),
    );
  });

  test.each(['GIT_REPO', 'TARBALL', 'GITHUB_GIST'] as const)(
    'the source %s without a URL on Apify is an error too',
    (sourceType) => {
      expect(() => checkRequest(request, existing({ sourceType }))).toThrow(
        expect.objectContaining({ hint: expect.stringContaining(`or source-type: ${sourceType} to keep it.`) }),
      );
    },
  );

  test.each(others)('the source %s on Apify is a warning in a dry run', (type, remote) => {
    expect(checkRequest({ ...request, dryRun: true }, remote).diagnostics).toEqual([
      {
        level: 'warning',
        message: expect.stringMatching(new RegExp(`SOURCE_FILES to replace .* source-type: ${type}\\b`)),
      },
    ]);
  });

  test.each(others)('the source %s on Apify is replaced if an input chooses the source', (_type, remote) => {
    expect(checkRequest({ ...request, isSourceChosen: true }, remote).diagnostics).toEqual([]);
  });

  test.each<[string, RemoteState]>([
    ['files', existing({ sourceType: 'SOURCE_FILES', gitRepoUrl: 'https://github.com/a/b' })],
    ['an archive from this action', existing({ sourceType: 'TARBALL', tarballUrl: `${archive}?signature=x` })],
    ['nothing', existing({ sourceType: null })],
    ['unknown', { kind: 'unknown' }],
  ])('the source on Apify is replaced: %s', (_title, remote) => {
    expect(checkRequest(request, remote).diagnostics).toEqual([]);
  });
});
