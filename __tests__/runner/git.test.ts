import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { describe, expect, test } from '@jest/globals';
import { createGit, type GitResult, isGitPath } from '../../src/runner/git.ts';
import { notCanceled } from '../support/signals.ts';
import { list } from '../support/source-rows.ts';
import { createTree, gitEnvironment, type Tree } from '../support/tree.ts';

// Windows cannot run a script as a program.
const scriptsAreGit = process.platform !== 'win32';
const testWithScript = scriptsAreGit ? test : test.skip;
const realGit = scriptsAreGit ? execFileSync('sh', ['-c', 'command -v git']).toString().trim() : '';

function outputOf(result: GitResult): string {
  expect(result).toMatchObject({ kind: 'ok' });
  return result.kind === 'ok' ? result.stdout.toString() : '';
}

/** A `git` on the PATH that runs this script before the real Git. */
function withGit(tree: Tree, script: string): { readonly PATH: string } {
  tree.file('bin/git', `#!/bin/sh\n${script}\nexec '${realGit}' "$@"\n`, 0o755);
  return { PATH: `${tree.path('bin')}${path.delimiter}${process.env['PATH']}` };
}

describe('a Git process', () => {
  test('returns output of any size as bytes', async () => {
    using tree = createTree();
    tree.file('big', Buffer.alloc(3_000_000, 0xff)).commit();
    const result = await createGit(process.env)(['cat-file', 'blob', 'HEAD:big'], {
      cwd: tree.folder,
      signal: notCanceled,
    });
    expect(result.kind === 'ok' && result.stdout.equals(Buffer.alloc(3_000_000, 0xff))).toBe(true);
  });

  test('reads its input', async () => {
    using tree = createTree();
    tree.init();
    const git = createGit(process.env);
    const result = await git(['hash-object', '--stdin'], { cwd: tree.folder, input: 'hello\n', signal: notCanceled });
    expect(outputOf(result)).toBe('ce013625030ba8dba906f756967f9e9ca394464a\n');
  });

  test('may end before it has read its input', async () => {
    using tree = createTree();
    tree.init();
    const result = await createGit(process.env)(['rev-parse', '--is-inside-work-tree'], {
      cwd: tree.folder,
      input: Buffer.alloc(10_000_000),
      signal: notCanceled,
    });
    expect(outputOf(result)).toBe('true\n');
  });

  test('does not keep the step running until the time limit', () => {
    using tree = createTree().init();
    const script = `
      import { createGit } from ${JSON.stringify(new URL('../../src/runner/git.ts', import.meta.url))};
      const { signal } = new AbortController();
      const { kind } = await createGit(process.env)(['version'], { cwd: ${JSON.stringify(tree.folder)}, signal });
      console.log(kind);`;
    const options = { encoding: 'utf8', timeout: 20_000 } as const;
    expect(execFileSync(process.execPath, ['--input-type=module', '--eval', script], options)).toBe('ok\n');
  });

  test('returns an English message if it fails', async () => {
    using tree = createTree();
    const git = createGit({ ...process.env, LANG: 'cs_CZ.UTF-8', LANGUAGE: 'cs', LC_ALL: 'cs_CZ.UTF-8' });
    const result = await git(['rev-parse', 'HEAD'], { cwd: tree.folder, signal: notCanceled });
    expect(result).toEqual({
      kind: 'failed',
      exitCode: 128,
      stderr: expect.stringMatching(/^fatal: not a git repository/),
    });
  });

  testWithScript('that a signal ends rejects with the reason of the signal', async () => {
    using tree = createTree().init();
    const env = withGit(tree, 'sleep 20');
    const stop = new AbortController();
    const reason = new Error('cancelled');
    const running = createGit({ ...process.env, ...env })(['version'], { cwd: tree.folder, signal: stop.signal });
    setTimeout(() => stop.abort(reason), 50);
    await expect(running).rejects.toBe(reason);
    await expect(createGit(process.env)(['version'], { cwd: tree.folder, signal: stop.signal })).rejects.toBe(reason);
  });

  test('that cannot be started is reported with the reason', async () => {
    using tree = createTree().init();
    const git = createGit({ PATH: tree.folder });
    expect(await git(['version'], { cwd: tree.folder, signal: notCanceled })).toEqual({
      kind: 'no-git',
      code: 'ENOENT',
    });
  });

  testWithScript('that takes too long is an error that names the command', async () => {
    using tree = createTree().init();
    const git = createGit({ ...process.env, ...withGit(tree, 'exec sleep 20') }, { timeLimitMs: 50 });
    await expect(git(['ls-files', '-z'], { cwd: tree.folder, signal: notCanceled })).rejects.toThrow(
      /^git ls-files did not finish within /,
    );
  });

  testWithScript('that is not a program is reported with the reason', async () => {
    using tree = createTree().init().files('bin/git/x');
    const git = createGit({ PATH: tree.path('bin') });
    expect(await git(['version'], { cwd: tree.folder, signal: notCanceled })).toEqual({
      kind: 'no-git',
      code: 'EACCES',
    });
  });

  testWithScript('does not receive inputs, secrets or variables for Git', async () => {
    using tree = createTree().init();
    const env = withGit(tree, `env > '${tree.path('seen')}'`);
    const secret = { APIFY_TOKEN: 'secret', INPUT_TOKEN: 'secret', MY_KEY: 'secret', GIT_EXEC_PATH: 'secret' };
    await createGit({ ...process.env, ...env, ...secret })(['version'], { cwd: tree.folder, signal: notCanceled });
    const seen = readFileSync(tree.path('seen'), 'utf8');
    expect(seen).toMatch(/^PATH=/m);
    expect(seen).not.toContain('secret');
  });

  test('does not receive variables that redirect it to another repository', async () => {
    using tree = createTree();
    tree.files('a/x').commit('a').files('b/y').commit('b');
    const git = createGit({
      ...process.env,
      GIT_DIR: tree.path('b/.git'),
      GIT_WORK_TREE: tree.path('b'),
      GIT_INDEX_FILE: tree.path('b/.git/index'),
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'core.bare',
      GIT_CONFIG_VALUE_0: 'true',
    });
    expect(outputOf(await git(['ls-files'], { cwd: tree.path('a'), signal: notCanceled }))).toBe('x\n');
  });

  test('runs no program that the repository names', async () => {
    using tree = createTree();
    tree.files('a').commit();
    const inShell = (name: string): string => tree.path(name).replaceAll('\\', '/');
    const program = `#!/bin/sh\ntouch '${inShell('ran')}'\n`;
    tree.file('.git/hooks/post-index-change', program, 0o755).file('.git/watch', program, 0o755);
    tree.git('config', 'core.fsmonitor', inShell('.git/watch'));
    await createGit(process.env)(['update-index', '--refresh', '--force-write-index'], {
      cwd: tree.folder,
      signal: notCanceled,
    });
    await createGit(process.env)(['status'], { cwd: tree.folder, signal: notCanceled });
    expect(existsSync(tree.path('ran'))).toBe(false);
    tree.git('status');
    expect(existsSync(tree.path('ran'))).toBe(true);
  });

  testWithScript('runs no program that checks signatures', async () => {
    using tree = createTree().files('a').commit();
    tree.file('.git/check', `#!/bin/sh\ntouch '${tree.path('ran')}'\n`, 0o755);
    const commit = execFileSync('git', ['cat-file', 'commit', 'HEAD'], { cwd: tree.folder }).toString();
    const signature = 'gpgsig -----BEGIN PGP SIGNATURE-----\n \n abc\n -----END PGP SIGNATURE-----\n\n';
    const signed = commit.replace('\n\n', `\n${signature}`);
    const hash = execFileSync('git', ['hash-object', '-t', 'commit', '-w', '--stdin'], {
      cwd: tree.folder,
      input: signed,
    });
    tree.git('update-ref', 'HEAD', hash.toString().trim());
    tree.git('config', 'log.showSignature', 'true').git('config', 'gpg.program', tree.path('.git/check'));
    const result = await createGit(gitEnvironment)(['log', '-1', '--format=%s'], {
      cwd: tree.folder,
      signal: notCanceled,
    });
    expect(outputOf(result)).toBe('Files\n');
    expect(existsSync(tree.path('ran'))).toBe(false);
    tree.git('log', '-1');
    expect(existsSync(tree.path('ran'))).toBe(true);
  });

  test('uses the settings of the user', async () => {
    using tree = createTree();
    tree.init().file('home/.gitconfig', '[user]\n\tname = jane\n');
    const git = createGit({ ...process.env, HOME: tree.path('home') });
    expect(outputOf(await git(['config', 'user.name'], { cwd: tree.folder, signal: notCanceled }))).toBe('jane\n');
  });
});

describe('a hostile checkout', () => {
  test('does not make a folder that looks like a repository one', async () => {
    using outside = createTree().files('secret');
    using tree = createTree();
    tree.files('a').commit().git('clone', '-q', '--bare', '.', 'pkg').files('pkg/b');
    tree.file('pkg/config', `[core]\n\tworktree = ${outside.folder.replaceAll('\\', '/')}\n`);
    const { files } = await list(tree, { from: 'pkg' });
    const names = files.map(({ name }) => name);
    expect(names).toContain('HEAD');
    expect(names).toContain('b');
    expect(names).not.toContain('secret');
  });

  test('cannot move its work tree elsewhere with its settings', async () => {
    using outside = createTree().files('secret', 'a');
    using tree = createTree().files('a').commit();
    tree.file('.git/more', `[core]\n\tbare = true\n\tworktree = ${outside.folder.replaceAll('\\', '/')}\n`);
    tree.git('config', 'include.path', 'more');
    const { files } = await list(tree, {});
    expect(files.map(({ path: place }) => place)).toEqual([tree.path('a')]);
  });

  test('with a .git file that leads to no repository uses the repository around it', async () => {
    using tree = createTree().files('pkg/a').commit().file('pkg/.git', 'gitdir: ../nowhere\n');
    expect(
      outputOf(await createGit(gitEnvironment)(['ls-files'], { cwd: tree.path('pkg'), signal: notCanceled })),
    ).toBe('a\n');
  });

  testWithScript.each(['../x', '/etc/passwd', 'a/../../x', './x', 'a//x'])(
    'with the path %s in its index is an error',
    async (name) => {
      using tree = createTree().files('a').init();
      const record = `H 100644 ${'0'.repeat(40)} 0\\t${name}\\0`;
      const git = createGit({ ...process.env, ...withGit(tree, `printf '${record}'; exit 0`) });
      await expect(list(tree, { git })).rejects.toThrow(`Git returned the path "${name}", which is not a path inside`);
    },
  );

  test.each([
    ['C:/x', '\\'],
    ['..\\x', '\\'],
    ['\\\\server\\x', '\\'],
    ['a\\..\\..\\x', '\\'],
    ['a/..', '/'],
  ])('cannot list the path %j on a system with the separator %s', (name, sep) => {
    expect(isGitPath(name, { sep })).toBe(false);
  });

  test.each(['.git-x', '..a', 'a..b/...', '.../x', 'C:x', 'folder/'])('can list the path %j', (name) => {
    expect(isGitPath(name, { sep: '/' })).toBe(true);
  });
});

describe('a checkout that belongs to another user', () => {
  // A variable for Git's own tests, which makes every folder appear to belong to another user.
  const foreign = 'export GIT_TEST_ASSUME_DIFFERENT_OWNER=1';
  // Git before 2.38 does not read safe.directory from the command line.
  const old = `${foreign}\nfor argument; do shift; case "$argument" in safe.directory=*) argument=safe.other=1;; esac; set -- "$@" "$argument"; done`;

  testWithScript.each([
    ['is readable with the current Git', foreign],
    ['is readable with Git before 2.38', old],
  ])('%s', async (_title, script) => {
    using tree = createTree();
    const env = { ...process.env, ...withGit(tree, script) };
    tree.files('repo/a', 'repo/.env', 'repo/pkg/b').file('repo/.gitignore', '.env\n').commit('repo');
    tree.git('-C', 'repo', 'worktree', 'add', '-q', '../wt');
    expect(() => execFileSync('git', ['ls-files'], { cwd: tree.path('repo'), env, stdio: 'pipe' })).toThrow(
      /owned by|ownership/,
    );
    for (const [from, expected] of [
      ['repo', ['.gitignore', 'a', 'pkg/b']],
      ['repo/pkg', ['b']],
      ['wt', ['.gitignore', 'a', 'pkg/b']],
    ] as const) {
      const { files, diagnostics } = await list(tree, { from, git: createGit(env) });
      expect(files.map(({ name }) => name)).toEqual(expected);
      expect(diagnostics).toEqual([]);
    }
  });

  testWithScript('does not hide that a folder is outside any repository', async () => {
    using tree = createTree();
    const env = { ...process.env, ...withGit(tree, old) };
    const result = await createGit(env)(['ls-files'], { cwd: tree.folder, signal: notCanceled });
    expect(result).toMatchObject({ kind: 'failed', stderr: expect.stringMatching(/not a git repository/) });
  });

  (process.getuid?.() === 0 ? test : test.skip)('is readable if its files really have another owner', async () => {
    using tree = createTree();
    tree.files('repo/a', 'repo/.env').file('repo/.gitignore', '.env\n').commit('repo');
    execFileSync('chown', ['-R', '12345:12345', tree.path('repo')]);
    const { files } = await list(tree, { from: 'repo' });
    expect(files.map(({ name }) => name)).toEqual(['.gitignore', 'a']);
  });
});
