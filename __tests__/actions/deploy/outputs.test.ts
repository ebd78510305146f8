import { describe, expect, test } from '@jest/globals';
import { outputsOf } from '../../../src/actions/deploy/outputs.ts';
import { deployedState, emptyState } from '../../support/run-state.ts';

test('sets every output of a build that the tag points to', () => {
  expect(outputsOf(deployedState)).toEqual({
    'actor-id': 'hG8xK2pQ9rT4vW1zA',
    'actor-url': 'https://console.apify.com/actors/hG8xK2pQ9rT4vW1zA',
    'version-number': '1.4',
    'source-type': 'SOURCE_FILES',
    'build-tag': 'latest',
    'apply-env-vars-to-build': 'false',
    'source-file-count': '42',
    'source-bytes': '183402',
    'env-var-names': '["LOG_LEVEL","API_KEY"]',
    'build-id': 'bQ4wE7rT2yU9iO1pA',
    'build-number': '1.4.12',
    'build-status': 'SUCCEEDED',
    'build-url': 'https://console.apify.com/actors/hG8xK2pQ9rT4vW1zA#/builds/1.4.12',
    'previous-build-id': 'aP3vD6qS1xT8hN0oZ',
    'previous-build-number': '1.4.11',
    promoted: 'true',
    problems: '[]',
    result: expect.any(String),
    'settings-changed': '[]',
  });
});

test('result contains the same values with their types, and no empty values', () => {
  const { result = '', ...outputs } = outputsOf(deployedState);
  const values = JSON.parse(result);
  expect(values).toMatchObject({
    applyEnvVarsToBuild: false,
    sourceFileCount: 42,
    sourceBytes: 183_402,
    envVarNames: ['LOG_LEVEL', 'API_KEY'],
    promoted: true,
    problems: [],
    buildUrl: outputs['build-url'],
  });
  const names = Object.keys(outputs).map((name) =>
    name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase()),
  );
  expect(Object.keys(values)).toEqual(names);
});

describe('promoted', () => {
  test('is empty before there is a build', () => {
    const { build: _build, promoted: _promoted, ...state } = deployedState;
    expect(outputsOf(state)).not.toHaveProperty('promoted');
  });

  test('is false until the tag points to the build', () => {
    const { promoted: _promoted, ...state } = deployedState;
    expect(outputsOf(state)['promoted']).toBe('false');
  });
});

test('problems have a position, a pointer, a message and a level', () => {
  const place = { file: '.actor/actor.json', line: 2, column: 3, pointer: '/version' };
  const problem = { ...place, level: 'error', message: 'version is not a string', hint: 'Quote it' } as const;
  const outputs = outputsOf({ ...emptyState, problems: [problem] });
  const expected = [{ ...place, level: 'error', message: 'version is not a string' }];
  expect(JSON.parse(outputs['problems'] ?? '')).toEqual(expected);
  expect(JSON.parse(outputs['result'] ?? '')).toEqual({ problems: expected });
});

describe('URLs', () => {
  const tarballUrl = 'https://user:secret@x.test/a.zip?signature=abcdefgh&x=1';

  test('the source URL contains no user information and no signature', () => {
    const version = { versionNumber: '1.4', sourceType: 'TARBALL', tarballUrl } as const;
    expect(outputsOf({ ...deployedState, version })['source-url']).toBe('https://x.test/a.zip?x=1');
  });

  test('the URL of an earlier source type is not the source URL', () => {
    const version = { versionNumber: '1.4', sourceType: 'SOURCE_FILES', tarballUrl } as const;
    expect(outputsOf({ ...deployedState, version })).not.toHaveProperty('source-url');
  });

  test('the pages of an organization contain its ID', () => {
    const account = { id: 'org1', username: 'acme', organizationOwnerUserId: 'owner1' };
    expect(outputsOf({ ...deployedState, account })).toMatchObject({
      'actor-url': 'https://console.apify.com/organization/org1/actors/hG8xK2pQ9rT4vW1zA',
      'build-url': 'https://console.apify.com/organization/org1/actors/hG8xK2pQ9rT4vW1zA#/builds/1.4.12',
    });
  });

  test('the pages of a user do not contain an account ID', () => {
    const account = { id: 'u1', username: 'janedoe' };
    expect(outputsOf({ ...deployedState, account })['actor-url']).not.toContain('organization');
  });

  test('the pages are empty if the ID of the Actor is unknown', () => {
    expect(outputsOf({ ...emptyState, actorId: 'janedoe~x' })).toEqual({
      'actor-id': 'janedoe~x',
      result: '{"actorId":"janedoe~x"}',
    });
    const odd = { id: 'a/b', name: 'x', username: 'janedoe' };
    expect(outputsOf({ ...emptyState, actorId: 'janedoe~x', actor: odd })['actor-id']).toBe('janedoe~x');
  });
});
