import { describe, expect, test } from '@jest/globals';
import { readRunEnvironment } from '../../src/runner/run-environment.ts';
import { makePipe, testOnPosix } from '../support/hostile.ts';
import { createTree } from '../support/tree.ts';

const read = (file: string) => readRunEnvironment({ GITHUB_EVENT_PATH: file });

test('reads the payload of the event', async () => {
  using tree = createTree().file('event.json', '{"a":1}');
  expect(await read(tree.path('event.json'))).toMatchObject({ payload: { a: 1 }, eventProblem: undefined });
});

describe('an event that cannot be read has no payload:', () => {
  test('a file that does not exist, and a file that is not JSON', async () => {
    using tree = createTree().file('event.json', '{');
    expect(await read(tree.path('gone'))).toMatchObject({ eventProblem: 'the file does not exist' });
    expect(await read(tree.path('gone/event.json'))).toMatchObject({ payload: undefined });
    expect(await read(tree.path('event.json'))).toMatchObject({ eventProblem: expect.stringMatching(/JSON/) });
  });

  testOnPosix('a pipe, a device and a folder, which are not opened', async () => {
    using tree = createTree().files('folder/x').link('zero', '/dev/zero');
    makePipe(tree.folder, 'pipe');
    expect(await read(tree.path('pipe'))).toMatchObject({ eventProblem: 'it is not a regular file' });
    expect(await read(tree.path('folder'))).toMatchObject({ eventProblem: 'it is not a regular file' });
    expect(await read(tree.path('zero'))).toMatchObject({ eventProblem: 'the file is a link' });
  });
});
