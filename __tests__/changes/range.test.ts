import { describe, expect, test } from '@jest/globals';
import { rangeFromBase, rangeOfEvent } from '../../src/changes/range.ts';

const before = 'b'.repeat(40);
const after = 'a'.repeat(40);
const zeros = '0'.repeat(40);

type Event = Parameters<typeof rangeOfEvent>[0];

function event(eventName: string, payload: unknown, ref = 'refs/heads/main'): Event {
  return { eventName, ref, payload };
}

const push = { before, after };
const pullRequest = { pull_request: { base: { sha: before }, head: { sha: after } } };
const mergeGroup = { merge_group: { base_sha: before, head_sha: after } };

describe('compares two commits for', () => {
  test.each<[string, Event, 'base' | 'merge-base']>([
    ['a push', event('push', push), 'base'],
    ['a force push', event('push', { ...push, forced: true }), 'base'],
    ['hashes of SHA-256', event('push', { before: 'b'.repeat(64), after: 'a'.repeat(64) }), 'base'],
    ['a pull request', event('pull_request', pullRequest, 'refs/pull/1/merge'), 'merge-base'],
    ['a pull request with the permissions of the base', event('pull_request_target', pullRequest), 'merge-base'],
    ['a review', event('pull_request_review', pullRequest), 'merge-base'],
    ['a merge group', event('merge_group', mergeGroup, 'refs/heads/gh-readonly-queue/main/pr-1'), 'base'],
  ])('%s', (_title, given, from) => {
    expect(rangeOfEvent(given)).toEqual({
      base: expect.stringMatching(/^b+$/),
      head: expect.stringMatching(/^a+$/),
      from,
    });
  });
});

describe('a pull request', () => {
  const given = event('pull_request', pullRequest);
  const [merge, mainNow] = ['c'.repeat(40), 'd'.repeat(40)];

  test('is compared with the first parent if the merge commit is checked out', () => {
    const range = rangeOfEvent(given, { sha: merge, parents: [mainNow, after] });
    expect(range).toEqual({ base: mainNow, head: merge, from: 'base' });
  });

  test.each<[string, readonly string[]]>([
    ['its head', [before]],
    ['a merge of another commit', [mainNow, before]],
    ['a merge of three commits', [mainNow, after, before]],
    ['a first commit', []],
  ])('is compared from the merge base if %s is checked out', (_title, parents) => {
    const range = rangeOfEvent(given, { sha: merge, parents });
    expect(range).toEqual({ base: before, head: after, from: 'merge-base' });
  });
});

describe('affects all Actors without a comparison for', () => {
  test.each<[string, Event, RegExp, boolean]>([
    ['a first push', event('push', { before: zeros, after }), /first push/, false],
    ['a first push with SHA-256', event('push', { before: '0'.repeat(64), after }), /first push/, false],
    ['a tag', event('push', { before, after }, 'refs/tags/v1'), /a tag was pushed/, false],
    ['a new tag', event('push', { before: zeros, after }, 'refs/tags/v1'), /a tag was pushed/, false],
    ['a schedule', event('schedule', { schedule: '0 0 * * *' }), /schedule/, false],
    ['a manual run', event('workflow_dispatch', {}), /manually/, false],
    ['a run started through the API', event('repository_dispatch', {}), /API/, false],
    ['a release', event('release', {}), /event release has no base/, false],
    ['another workflow', event('workflow_run', { workflow_run: {} }), /workflow_run/, false],
    ['a comment on a pull request', event('issue_comment', { issue: {} }), /issue_comment/, false],
    ['a push that deletes the branch', event('push', { before, after: zeros }), /the push deleted the branch/, false],
    ['a push without commits', event('push', {}), /does not contain/, true],
    ['a push with names instead of hashes', event('push', { before: '--all', after: 'HEAD' }), /not contain/, true],
    ['a pull request without commits', event('pull_request', { pull_request: {} }), /does not contain/, true],
    ['a merge group without commits', event('merge_group', null), /does not contain/, true],
    ['an event that could not be read', event('push', undefined), /does not contain/, true],
  ])('%s', (_title, given, why, unexpected) => {
    const range = rangeOfEvent(given);
    expect(range).toMatchObject({ kind: 'everything', why: expect.stringMatching(why) });
    expect('hint' in range).toBe(unexpected);
    // Workflows may put the reason into a script.
    expect(range).toMatchObject({ why: expect.stringMatching(/^[\w ]+$/) });
  });
});

describe('the base input replaces the base of', () => {
  test.each<[string, Event, string | undefined, 'base' | 'merge-base']>([
    ['a push', event('push', push), after, 'base'],
    ['a first push', event('push', { before: zeros, after }), after, 'base'],
    ['a tag, whose commit is checked out', event('push', push, 'refs/tags/v2'), undefined, 'base'],
    ['a pull request', event('pull_request', pullRequest), after, 'merge-base'],
    ['a pull request without commits', event('pull_request', {}), undefined, 'merge-base'],
    ['a merge group', event('merge_group', mergeGroup), after, 'base'],
    ['a manual run', event('workflow_dispatch', {}), undefined, 'base'],
    ['a schedule', event('schedule', undefined), undefined, 'base'],
  ])('%s', (_title, given, head, from) => {
    expect(rangeFromBase('v1.0', given)).toEqual({ base: 'v1.0', head, from });
  });

  test('a pull request whose merge commit is checked out', () => {
    const merge = { sha: 'c'.repeat(40), parents: ['d'.repeat(40), after] };
    expect(rangeFromBase('v1.0', event('pull_request', pullRequest), merge)).toEqual({
      base: 'v1.0',
      head: merge.sha,
      from: 'merge-base',
    });
  });
});
