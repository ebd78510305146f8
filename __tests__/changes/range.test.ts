import { describe, expect, test } from '@jest/globals';
import { type GitHubEvent, rangeOf } from '../../src/changes/range.ts';

const before = 'b'.repeat(40);
const after = 'a'.repeat(40);
const zeros = '0'.repeat(40);

function event(name: string, payload: unknown, ref = 'refs/heads/main'): GitHubEvent {
  return { name, ref, sha: after, payload };
}

const push = { before, after };
const pullRequest = { pull_request: { base: { sha: before }, head: { sha: after } } };
const mergeGroup = { merge_group: { base_sha: before, head_sha: after } };

describe('events that compare two commits', () => {
  test.each<[string, GitHubEvent, 'base' | 'merge-base']>([
    ['a push: before to after', event('push', push), 'base'],
    ['a forced push', event('push', { ...push, forced: true }), 'base'],
    ['hashes of SHA-256', event('push', { before: 'b'.repeat(64), after: 'a'.repeat(64) }), 'base'],
    ['a pull request: merge base to head', event('pull_request', pullRequest, 'refs/pull/1/merge'), 'merge-base'],
    ['with the rights of the base', event('pull_request_target', pullRequest), 'merge-base'],
    ['a review', event('pull_request_review', pullRequest), 'merge-base'],
    ['a merge queue', event('merge_group', mergeGroup, 'refs/heads/gh-readonly-queue/main/pr-1'), 'base'],
  ])('%s', (_title, given, from) => {
    const found = rangeOf(given);
    expect(found).toMatchObject({ kind: 'range', range: { from } });
    expect(found).toMatchObject({
      range: { base: expect.stringMatching(/^b+$/), head: expect.stringMatching(/^a+$/) },
    });
  });
});

describe('events that compare nothing concern every Actor', () => {
  test.each<[string, GitHubEvent, RegExp, boolean]>([
    ['a first push', event('push', { before: zeros, after }), /first push/, false],
    ['a first push, SHA-256', event('push', { before: '0'.repeat(64), after }), /first push/, false],
    ['a tag', event('push', { before, after }, 'refs/tags/v1'), /tag/, false],
    ['a new tag', event('push', { before: zeros, after }, 'refs/tags/v1'), /tag/, false],
    ['a schedule', event('schedule', { schedule: '0 0 * * *' }), /schedule/, false],
    ['a manual run', event('workflow_dispatch', {}), /by hand/, false],
    ['a run by the API', event('repository_dispatch', {}), /by hand/, false],
    ['a release', event('release', {}), /event release compares nothing/, false],
    ['another workflow', event('workflow_run', { workflow_run: {} }), /workflow_run/, false],
    ['a comment on a pull request', event('issue_comment', { issue: {} }), /issue_comment/, false],
    ['a push that removed the branch', event('push', { before, after: zeros }), /does not tell its commits/, true],
    ['a push without commits', event('push', {}), /does not tell its commits/, true],
    ['a push whose commits are none', event('push', { before: '--all', after: 'HEAD' }), /does not tell/, true],
    ['a pull request without commits', event('pull_request', { pull_request: {} }), /does not tell/, true],
    ['a merge queue without commits', event('merge_group', null), /does not tell/, true],
    ['an event that could not be read', event('push', undefined), /does not tell/, true],
  ])('%s', (_title, given, why, unexpected) => {
    const found = rangeOf(given);
    expect(found).toMatchObject({ kind: 'everything', why: expect.stringMatching(why), unexpected });
    // Where something went wrong, what to do is told too.
    expect('hint' in found).toBe(unexpected);
    // It goes into the matrix, and from there into who knows what.
    expect(found).toMatchObject({ why: expect.stringMatching(/^[\w ]+$/) });
  });
});

describe("a base that is given takes the place of the event's", () => {
  test.each<[string, GitHubEvent, string | undefined, 'base' | 'merge-base']>([
    ['of a push', event('push', push), after, 'base'],
    ['of a first push', event('push', { before: zeros, after }), undefined, 'base'],
    ['of a tag', event('push', push, 'refs/tags/v2'), undefined, 'base'],
    ['of a pull request', event('pull_request', pullRequest), after, 'merge-base'],
    ['of a pull request without commits', event('pull_request', {}), undefined, 'merge-base'],
    ['of a manual run', event('workflow_dispatch', {}), undefined, 'base'],
    ['of a schedule', event('schedule', undefined), undefined, 'base'],
  ])('%s', (_title, given, head, from) => {
    expect(rangeOf(given, 'v1.0')).toEqual({ kind: 'range', range: { base: 'v1.0', head, from } });
  });
});
