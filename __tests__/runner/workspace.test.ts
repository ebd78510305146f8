import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findWorkspace } from '../../src/runner/workspace.ts';

let top: string;
let outside: string;
beforeAll(async () => {
  top = await realpath(await mkdtemp(path.join(tmpdir(), 'workspace-')));
  outside = await realpath(await mkdtemp(path.join(tmpdir(), 'outside-')));
  await mkdir(path.join(top, 'packages', '..a'), { recursive: true });
  for (const name of ['#old', ' a', 'packages/b/.actor']) await mkdir(path.join(top, name), { recursive: true });
  await writeFile(path.join(top, 'file'), '');
  await symlink(path.join(top, 'packages'), path.join(top, 'inside'), 'junction');
  await symlink(outside, path.join(top, 'away'), 'junction');
});
afterAll(async () => {
  await rm(top, { recursive: true });
  await rm(outside, { recursive: true });
});

describe('the working directory', () => {
  test.each([
    ['may be the workspace itself', '.', ''],
    ['may be a folder', 'packages', 'packages'],
    ['may have a dot and a slash', './packages/', 'packages'],
    ['may have a name that begins with two dots', 'packages/..a', 'packages/..a'],
    ['may be a link inside the workspace', 'inside', 'packages'],
    ['may have a name that starts with #', '#old', '#old'],
    ['may have a name that starts with a space', ' a', ' a'],
    ['may be a path with ..', 'packages/../packages', 'packages'],
  ])('%s', async (_title, input, shown) => {
    expect(await findWorkspace(top, input)).toEqual({ workspace: top, workingDirectory: path.join(top, shown), shown });
  });

  test('may be an absolute path inside the workspace', async () => {
    expect(await findWorkspace(top, path.join(top, 'packages'))).toMatchObject({ shown: 'packages' });
  });
});

test.each([
  [
    'a folder that does not exist',
    'gone',
    /^The working-directory input is "gone", which is not a folder of the checkout$/,
  ],
  ['white space around a name', 'packages ', /"packages ", which is not a folder/],
  ['a file', 'file', /"file", which is not a folder/],
  ['the parent folder', '..', /"\.\.", which leads out of the workspace$/],
  ['a link that leads out of the workspace', 'away', /"away", which leads out/],
])('%s is an error that names the input', async (_title, input, message) => {
  await expect(findWorkspace(top, input)).rejects.toMatchObject({
    message: expect.stringMatching(message),
    hint: expect.stringMatching(/\w/),
  });
});

test('rejects an absolute path outside the workspace', async () => {
  await expect(findWorkspace(top, outside)).rejects.toThrow(/leads out/);
});

test('rejects .actor, and recommends its parent folder', async () => {
  await expect(findWorkspace(top, 'packages/b/.actor')).rejects.toMatchObject({
    message: 'The working-directory input is "packages/b/.actor", the .actor folder itself',
    hint: 'Set the working-directory input to its parent folder, "packages/b".',
  });
});

test('explains an error caused by white space around a name', async () => {
  await expect(findWorkspace(top, 'packages\n')).rejects.toMatchObject({
    hint: expect.stringMatching(/Remove the white space/),
  });
});

test('rejects a workspace that does not exist', async () => {
  await expect(findWorkspace(path.join(top, 'gone'), '.')).rejects.toThrow(/workspace .* could not be read/);
});
