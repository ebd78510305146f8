import { afterAll, describe, expect, test } from '@jest/globals';
import { discover, pullRequest, push } from '../../support/discovery.ts';
import { diskTakes, diskTakesLinks } from '../../support/disk.ts';
import { actorFiles, createHistory, type History } from '../../support/history.ts';

const template = createHistory();
const firstCommit = template.commit({
  ...actorFiles('packages/a'),
  ...actorFiles('packages/b'),
  'libs/shared.js': '// shared\n',
  'README.md': '# Actors\n',
});
afterAll(() => template[Symbol.dispose]());

/** Actors a and b, a library, and a README. */
function monorepo(): { readonly history: History; readonly first: string } {
  return { history: template.copy(), first: firstCommit };
}

describe('a push compares the commits before and after it for', () => {
  test('a linear history', async () => {
    const { history, first } = monorepo();
    using _ = history;
    history.commit({ 'packages/a/src/main.js': '// two\n' });
    const third = history.commit({ 'packages/a/README.md': '# A\n' });
    const { affected, changes, decisions, diagnostics } = await discover({
      folder: history.folder,
      event: push(first, third),
    });
    expect(affected).toEqual(['packages/a']);
    expect(changes).toMatchObject({ kind: 'files', base: first, head: third, by: 'local Git' });
    expect(decisions.map(({ reason }) => reason)).toEqual([
      '2 changed files in its folder',
      'no changed file affects it',
    ]);
    expect(diagnostics).toEqual([]);
  });

  test('a change that was reverted', async () => {
    const { history, first } = monorepo();
    using _ = history;
    history.commit({ 'packages/a/src/main.js': '// two\n' });
    const third = history.commit(actorFiles('packages/a'));
    const { affected, changes } = await discover({ folder: history.folder, event: push(first, third) });
    expect(changes).toMatchObject({ kind: 'files', files: [] });
    expect(affected).toEqual([]);
  });

  test('a merge', async () => {
    const { history, first } = monorepo();
    using _ = history;
    history.git('checkout', '-q', '-b', 'feature');
    history.commit({ 'packages/b/src/main.js': '// feature\n' });
    history.git('checkout', '-q', 'main');
    const before = history.commit({ 'packages/a/src/main.js': '// main\n' });
    history.tree.git('merge', '-q', '--no-ff', '-m', 'Merge', 'feature');
    const after = history.git('rev-parse', 'HEAD');
    expect((await discover({ folder: history.folder, event: push(before, after) })).affected).toEqual(['packages/b']);
    expect((await discover({ folder: history.folder, event: push(first, after) })).affected).toEqual([
      'packages/a',
      'packages/b',
    ]);
  });

  test('a squash', async () => {
    const { history, first } = monorepo();
    using _ = history;
    history.git('checkout', '-q', '-b', 'feature');
    history.commit({ 'packages/b/src/one.js': '1' });
    history.commit({ 'packages/b/src/two.js': '2' });
    history.git('checkout', '-q', 'main');
    history.git('merge', '-q', '--squash', 'feature');
    const after = history.commit({});
    const { affected, changes } = await discover({ folder: history.folder, event: push(first, after) });
    expect(affected).toEqual(['packages/b']);
    expect(changes).toMatchObject({ files: [{ path: 'packages/b/src/one.js' }, { path: 'packages/b/src/two.js' }] });
  });

  test('a force push, including the removed commits', async () => {
    const { history, first } = monorepo();
    using _ = history;
    const before = history.commit({ 'packages/a/src/main.js': '// went\n' });
    history.git('reset', '-q', '--hard', first);
    const after = history.commit({ 'packages/b/src/main.js': '// came\n' });
    expect((await discover({ folder: history.folder, event: push(before, after) })).affected).toEqual([
      'packages/a',
      'packages/b',
    ]);
  });

  test('a branch that was reset', async () => {
    const { history, first } = monorepo();
    using _ = history;
    const before = history.commit({ 'packages/a/src/main.js': '// went\n' });
    history.git('reset', '-q', '--hard', first);
    expect((await discover({ folder: history.folder, event: push(before, first) })).affected).toEqual(['packages/a']);
  });

  test('a force push whose earlier commit is unknown, which affects all Actors', async () => {
    const { history, first } = monorepo();
    using _ = history;
    const before = history.commit({ 'packages/a/src/main.js': '// went\n' });
    history.git('reset', '-q', '--hard', first);
    const after = history.commit({ 'packages/b/src/main.js': '// came\n' });
    using clone = history.clone();
    const { affected, changes } = await discover({ folder: clone.folder, event: push(before, after) });
    expect(affected).toEqual(['packages/a', 'packages/b']);
    expect(changes).toEqual({
      kind: 'everything',
      why: 'local Git does not have the commits to compare, and the github-token input is empty',
      hint: expect.stringMatching(/fetch-depth: 0/),
    });
  });

  test.each<[string, string, object, Record<string, string>?]>([
    ['a first push', 'push', push('0'.repeat(40), 'a'.repeat(40))],
    ['a tag', 'push', push('b'.repeat(40), 'a'.repeat(40)), { GITHUB_REF: 'refs/tags/v1' }],
    ['a schedule', 'schedule', {}],
    ['a manual run', 'workflow_dispatch', {}],
  ])('%s, which affects all Actors', async (_title, eventName, event, environment = {}) => {
    const { history } = monorepo();
    using _ = history;
    const { affected, decisions } = await discover({ folder: history.folder, eventName, event, environment });
    expect(affected).toEqual(['packages/a', 'packages/b']);
    expect(new Set(decisions.map(({ reason }) => reason))).toEqual(new Set([expect.stringMatching(/^because /)]));
  });

  test('changed-only: false, which affects all Actors', async () => {
    const { history, first } = monorepo();
    using _ = history;
    const inputs = { 'changed-only': 'false' };
    const { affected, changes } = await discover({ folder: history.folder, event: push(first, first), inputs });
    expect(affected).toEqual(['packages/a', 'packages/b']);
    expect(changes).toMatchObject({ why: 'the input changed-only is false' });
  });
});

describe('a pull request compares the merge base with the head', () => {
  /** A branch that changes b, while main changes a. */
  function diverged(): { readonly history: History; readonly base: string; readonly head: string } {
    const { history } = monorepo();
    history.git('checkout', '-q', '-b', 'feature');
    const head = history.commit({ 'packages/b/src/main.js': '// feature\n' });
    history.git('checkout', '-q', 'main');
    const base = history.commit({ 'packages/a/src/main.js': '// main\n' });
    return { history, base, head };
  }

  test('without later changes to the base', async () => {
    const { history, base, head } = diverged();
    using _ = history;
    const event = pullRequest(base, head);
    for (const eventName of ['pull_request', 'pull_request_target']) {
      expect((await discover({ folder: history.folder, eventName, event })).affected).toEqual(['packages/b']);
    }
  });

  test('unless the merge commit is checked out, which the action compares with its first parent', async () => {
    const { history, base, head } = diverged();
    using _ = history;
    // GitHub merged with a newer commit of the base than the event contains.
    const newer = history.commit({ 'packages/a/src/main.js': '// newer\n', 'packages/b/README.md': '# b\n' });
    history.git('checkout', '-q', '--detach', 'main');
    history.tree.git('merge', '-q', '--no-ff', '-m', 'Merge', 'feature');
    const merge = history.git('rev-parse', 'HEAD');
    const { affected, changes } = await discover({
      folder: history.folder,
      eventName: 'pull_request',
      event: pullRequest(base, head),
    });
    expect(affected).toEqual(['packages/b']);
    expect(changes).toMatchObject({
      base: newer,
      head: merge,
      by: 'local Git',
      files: [{ path: 'packages/b/src/main.js' }],
    });
  });

  test('but a merge group compares its base with its head', async () => {
    const { history, base, head } = diverged();
    using _ = history;
    history.tree.git('merge', '-q', '--no-ff', '-m', 'Merge', head);
    const event = { merge_group: { base_sha: base, head_sha: history.git('rev-parse', 'HEAD') } };
    expect((await discover({ folder: history.folder, eventName: 'merge_group', event })).affected).toEqual([
      'packages/b',
    ]);
  });

  test('even if the base input is set', async () => {
    const { history, base, head } = diverged();
    using _ = history;
    history.git('tag', 'v1', base);
    const { affected } = await discover({
      folder: history.folder,
      eventName: 'pull_request',
      event: pullRequest(head, head),
      inputs: { base: 'v1' },
    });
    expect(affected).toEqual(['packages/b']);
  });
});

describe('the base input', () => {
  test('is a tag, a branch of the remote, or another name that Git knows', async () => {
    const { history, first } = monorepo();
    using _ = history;
    history.git('tag', 'v1');
    history.git('branch', 'release');
    const after = history.commit({ 'packages/a/src/main.js': '// two\n' });
    using clone = history.clone();
    for (const base of ['v1', 'refs/tags/v1', 'release', 'refs/heads/release', 'origin/release', 'HEAD~1', first]) {
      const inputs = { base };
      const { affected, changes } = await discover({ folder: clone.folder, eventName: 'schedule', inputs });
      expect({ base, affected }).toEqual({ base, affected: ['packages/a'] });
      expect(changes).toMatchObject({ base: first, head: after, by: 'local Git' });
    }
  });

  test('is a hash on a push', async () => {
    const { history, first } = monorepo();
    using _ = history;
    const before = history.commit({ 'packages/a/src/main.js': '// two\n' });
    const after = history.commit({ 'packages/b/src/main.js': '// two\n' });
    const found = await discover({ folder: history.folder, event: push(before, after), inputs: { base: first } });
    expect(found.affected).toEqual(['packages/a', 'packages/b']);
  });

  test('is the branch of the remote, not a local one with the same name', async () => {
    const { history } = monorepo();
    using _ = history;
    using clone = history.clone();
    clone.commit({ 'packages/a/src/main.js': '// two\n' });
    const { affected } = await discover({
      folder: clone.folder,
      eventName: 'workflow_dispatch',
      inputs: { base: 'main' },
    });
    expect(affected).toEqual(['packages/a']);
  });

  test('affects all Actors if it does not exist', async () => {
    const { history } = monorepo();
    using _ = history;
    const { changes } = await discover({ folder: history.folder, eventName: 'schedule', inputs: { base: 'nowhere' } });
    expect(changes).toMatchObject({ kind: 'everything', hint: expect.any(String) });
  });

  test.each(['main', 'HEAD', 'refs/heads/main'])('%s is ignored if it is the pushed commit', async (base) => {
    const { history, first } = monorepo();
    using _ = history;
    const after = history.commit({ 'packages/a/src/main.js': '// two\n' });
    using clone = history.clone();
    const { affected, changes } = await discover({ folder: clone.folder, event: push(first, after), inputs: { base } });
    expect(affected).toEqual(['packages/a']);
    expect(changes).toMatchObject({ base: first, head: after });
  });

  test('may be the checked-out commit for events other than a push', async () => {
    const { history } = monorepo();
    using _ = history;
    const run = { folder: history.folder, eventName: 'workflow_dispatch', inputs: { base: 'main' } };
    expect((await discover(run)).affected).toEqual([]);
  });
});

describe('a shallow clone', () => {
  test('is sufficient if it has both commits', async () => {
    const { history, first } = monorepo();
    using _ = history;
    const after = history.commit({ 'packages/a/src/main.js': '// two\n' });
    using clone = history.clone('--depth=2');
    const { affected, changes } = await discover({ folder: clone.folder, event: push(first, after) });
    expect(affected).toEqual(['packages/a']);
    expect(changes).toMatchObject({ by: 'local Git' });
  });

  test('is sufficient without file contents', async () => {
    const { history, first } = monorepo();
    using _ = history;
    history.git('config', 'uploadpack.allowFilter', 'true');
    const after = history.commit({ 'packages/a/src/main.js': '// two\n', 'packages/b/src/main.js': null });
    using clone = history.clone('--filter=blob:none');
    const { changes } = await discover({ folder: clone.folder, event: push(first, after) });
    expect(changes).toMatchObject({
      files: [
        { path: 'packages/a/src/main.js', removed: false },
        { path: 'packages/b/src/main.js', removed: true },
      ],
    });
  });

  test('is sufficient if it contains the history since the merge base', async () => {
    const { history } = monorepo();
    using _ = history;
    history.git('checkout', '-q', '-b', 'feature');
    const head = history.commit({ 'packages/b/src/main.js': '// feature\n' });
    history.git('checkout', '-q', 'main');
    const base = history.commit({ 'packages/a/src/main.js': '// main\n' });
    using clone = history.clone('--depth=2', '--no-single-branch');
    const { changes } = await discover({
      folder: clone.folder,
      eventName: 'pull_request',
      event: pullRequest(base, head),
    });
    expect(changes).toMatchObject({ files: [{ path: 'packages/b/src/main.js' }], by: 'local Git' });
  });

  test('is not sufficient if a closer merge base may be in the missing history', async () => {
    const { history, first } = monorepo();
    using _ = history;
    history.git('checkout', '-q', '-b', 'feature');
    const nearer = history.commit({ 'packages/a/src/main.js': '// in main, after a while\n' });
    const head = history.commit({ 'packages/b/src/main.js': '// feature\n' });
    history.git('checkout', '-q', '-b', 'short', first);
    history.commit({ 'libs/short.js': '' });
    history.git('checkout', '-q', 'main');
    history.tree.git('merge', '-q', '--no-ff', '-m', 'Merge', nearer);
    for (const step of ['1', '2', '3']) history.commit({ 'libs/long.js': step });
    history.tree.git('merge', '-q', '--no-ff', '-m', 'Merge', 'short');
    const base = history.git('rev-parse', 'HEAD');
    const run = { eventName: 'pull_request', event: pullRequest(base, head) };
    const whole = await discover({ folder: history.folder, ...run });
    expect(whole.changes).toMatchObject({ base: nearer, files: [{ path: 'packages/b/src/main.js' }] });

    using clone = history.clone('--depth=3', '--no-single-branch');
    expect(clone.git('merge-base', base, head)).toBe(first);
    const cut = await discover({ folder: clone.folder, ...run });
    expect(cut.changes).toMatchObject({ kind: 'everything', why: expect.stringMatching(/does not have the commits/) });
  });
});

describe('changed files', () => {
  test('include both names of a renamed file', async () => {
    const { history, first } = monorepo();
    using _ = history;
    history.git('mv', 'packages/a/src/main.js', 'packages/b/src/moved.js');
    const after = history.commit({});
    const { affected, changes } = await discover({ folder: history.folder, event: push(first, after) });
    expect(affected).toEqual(['packages/a', 'packages/b']);
    expect(changes).toMatchObject({
      files: [
        { path: 'packages/a/src/main.js', removed: true },
        { path: 'packages/b/src/moved.js', removed: false },
      ],
    });
  });

  test('do not depend on settings of the repository', async () => {
    const { history, first } = monorepo();
    using _ = history;
    history.git('config', 'diff.renames', 'copies');
    history.git('config', 'diff.relative', 'true');
    history.git('config', 'diff.noprefix', 'true');
    history.git('config', 'core.quotePath', 'true');
    const odd = 'packages/a/Ünïcode "quoted"\t.js';
    const name = diskTakes(odd) ? odd : 'packages/a/Ünïcode.js';
    const after = history.commit({ [name]: 'x' });
    const { changes } = await discover({ folder: history.folder, event: push(first, after) });
    expect(changes).toMatchObject({ files: [{ path: name }] });
  });

  test('report a deleted Actor, and do not affect others', async () => {
    const { history, first } = monorepo();
    using _ = history;
    const after = history.commit({ 'packages/b': null });
    const { affected, deleted, decisions } = await discover({ folder: history.folder, event: push(first, after) });
    expect({ affected, deleted }).toEqual({ affected: [], deleted: ['packages/b'] });
    expect(decisions.map(({ folder }) => folder)).toEqual(['packages/a']);
  });

  test('do not report an Actor as deleted if its folder was renamed', async () => {
    const { history, first } = monorepo();
    using _ = history;
    history.git('mv', 'packages/b', 'packages/c');
    const after = history.commit({});
    const { affected, deleted } = await discover({ folder: history.folder, event: push(first, after) });
    expect({ affected, deleted }).toEqual({ affected: ['packages/c'], deleted: [] });

    const inputs = { actors: '!packages/c' };
    const excluded = await discover({ folder: history.folder, event: push(first, after), inputs });
    expect(excluded).toMatchObject({ affected: [], deleted: [] });
  });

  test('distinguish renamed Actors from deleted ones', async () => {
    const { history } = monorepo();
    using _ = history;
    const before = history.commit({
      ...actorFiles('old/ä c', { name: 'old-c', title: 'Žluťoučký' }),
      ...actorFiles('old/d'),
    });
    history.git('mv', 'packages/a', 'packages/x');
    history.git('mv', 'old/ä c', 'old/e');
    const after = history.commit({ 'old/d': null });
    const { affected, deleted } = await discover({ folder: history.folder, event: push(before, after) });
    expect({ affected, deleted }).toEqual({ affected: ['old/e', 'packages/x'], deleted: ['old/d'] });
  });

  test('report an Actor as deleted if its folder now contains another Actor', async () => {
    const { history, first } = monorepo();
    using _ = history;
    history.git('mv', 'packages/b', 'packages/c');
    const after = history.commit(actorFiles('packages/c', { name: 'other-actor' }));
    const { affected, deleted } = await discover({ folder: history.folder, event: push(first, after) });
    expect({ affected, deleted }).toEqual({ affected: ['packages/c'], deleted: ['packages/b'] });
  });

  test('do not report a deleted Actor that the actors input excludes', async () => {
    const { history, first } = monorepo();
    using _ = history;
    const after = history.commit({ 'packages/b': null });
    const inputs = { actors: '!packages/b' };
    expect((await discover({ folder: history.folder, event: push(first, after), inputs })).deleted).toEqual([]);
  });

  test('include submodules that contain Actors or are in Actors', async () => {
    using library = createHistory();
    library.commit({ 'index.js': '1' });
    using more = createHistory();
    more.commit({ ...actorFiles('actors/c'), ...actorFiles('actors/d') });
    const { history } = monorepo();
    using _ = history;
    history.tree.git('submodule', '--quiet', 'add', library.folder, 'packages/a/vendor');
    history.tree.git('submodule', '--quiet', 'add', more.folder, 'more');
    history.tree.git('config', '--file', '.gitmodules', 'submodule.packages/a/vendor.ignore', 'all');
    const before = history.commit({});
    library.commit({ 'index.js': '2' });
    history.git('-C', 'packages/a/vendor', 'fetch', '-q', library.folder, 'main');
    history.git('-C', 'packages/a/vendor', 'checkout', '-q', 'FETCH_HEAD');
    // Because of this setting, "git add" ignores the submodule.
    history.git('update-index', '--cacheinfo', `160000,${library.git('rev-parse', 'HEAD')},packages/a/vendor`);
    history.tree.git('commit', '-q', '-m', 'Bump');
    const after = history.git('rev-parse', 'HEAD');
    const inputs = { shared: 'libs/**' };
    const found = await discover({ folder: history.folder, event: push(before, after), inputs });
    expect(found.affected).toEqual(['packages/a']);
    expect(found.folders).toEqual(['more/actors/c', 'more/actors/d', 'packages/a', 'packages/b']);

    more.commit({ 'actors/c/src/main.js': '// two' });
    history.git('-C', 'more', 'fetch', '-q', more.folder, 'main');
    history.git('-C', 'more', 'checkout', '-q', 'FETCH_HEAD');
    history.git('add', 'more');
    history.tree.git('commit', '-q', '-m', 'Bump');
    const last = history.git('rev-parse', 'HEAD');
    expect((await discover({ folder: history.folder, event: push(after, last), inputs })).affected).toEqual([
      'more/actors/c',
      'more/actors/d',
    ]);
  });
});

describe('an Actor', () => {
  test('is tracked by Git', async () => {
    const { history } = monorepo();
    using _ = history;
    for (const [name, content] of Object.entries(actorFiles('generated/c'))) history.tree.file(name, content);
    expect((await discover({ folder: history.folder })).folders).toEqual(['packages/a', 'packages/b']);
  });

  test('may be at the root', async () => {
    using history = createHistory();
    const before = history.commit(actorFiles('', { name: 'root' }));
    const after = history.commit({ 'README.md': 'of the Actor' });
    const { affected, folders } = await discover({ folder: history.folder, event: push(before, after) });
    expect({ affected, folders }).toEqual({ affected: [''], folders: [''] });
  });

  const whereLinksAre = diskTakesLinks ? test : test.skip;
  whereLinksAre('may have a link instead of an .actor folder', async () => {
    const { history } = monorepo();
    using _ = history;
    history.tree.link('packages/d/.actor', '../../libs');
    const before = history.commit({});
    history.tree.link('packages/c/.actor', '../a/.actor');
    const after = history.commit({});
    const { affected, folders } = await discover({ folder: history.folder, event: push(before, after) });
    expect({ affected, folders }).toEqual({
      affected: ['packages/c'],
      folders: ['packages/a', 'packages/b', 'packages/c'],
    });
  });

  test('is reported if a sparse checkout excludes it', async () => {
    const { history } = monorepo();
    using _ = history;
    history.git('update-index', '--refresh');
    history.git('sparse-checkout', 'set', 'packages/a');
    const { actors } = await discover({ folder: history.folder, eventName: 'schedule' });
    expect(actors.map(({ folder, problem }) => [folder, problem?.message])).toEqual([
      ['packages/a', undefined],
      ['packages/b', expect.stringMatching(/not in the checkout/)],
    ]);
  });

  test('may be in a workspace that is a folder of the repository', async () => {
    const { history, first } = monorepo();
    using _ = history;
    history.commit({ 'packages/a/src/main.js': '// two\n' });
    const after = history.commit({ 'libs/shared.js': '// two\n' });
    const { changes, affected, unaffectedFiles } = await discover({
      folder: history.tree.path('packages'),
      event: push(first, after),
    });
    expect(changes).toMatchObject({ files: [{ path: '../libs/shared.js' }, { path: 'a/src/main.js' }] });
    expect({ affected, unaffectedFiles }).toEqual({ affected: ['a'], unaffectedFiles: ['../libs/shared.js'] });
  });

  test('is found without Git if the repository around the workspace does not track it', async () => {
    using history = createHistory();
    history.commit({ 'README.md': '', 'work/x.js': '' });
    for (const [name, content] of Object.entries(actorFiles('work/a'))) history.tree.file(name, content);
    expect((await discover({ folder: history.tree.path('work') })).folders).toEqual(['a']);
  });

  test('is found without a repository, except in node_modules', async () => {
    const { history } = monorepo();
    using _ = history;
    for (const [name, content] of Object.entries(actorFiles('node_modules/c'))) history.tree.file(name, content);
    history.tree.remove('.git').file('packages/x/.actor/other.json', '{}');
    const { folders, changes } = await discover({
      folder: history.folder,
      event: push('a'.repeat(40), 'b'.repeat(40)),
    });
    expect(folders).toEqual(['packages/a', 'packages/b']);
    expect(changes).toMatchObject({ kind: 'everything' });
  });

  test('is found without Git', async () => {
    const { history, first } = monorepo();
    using _ = history;
    const environment = { PATH: history.tree.path('nowhere') };
    const run = { folder: history.folder, event: push(first, first), environment };
    const { folders, diagnostics } = await discover(run);
    expect(folders).toEqual(['packages/a', 'packages/b']);
    expect(diagnostics).toEqual([
      { level: 'warning', message: 'Git could not list the tracked files, so every folder was searched for Actors' },
    ]);
  });

  test('causes a warning if it does not exist', async () => {
    using history = createHistory();
    history.commit({ 'a.js': '' });
    expect((await discover({ folder: history.folder })).diagnostics).toEqual([
      {
        level: 'warning',
        message: expect.stringMatching(/^No Actor folder was found: .*actions\/checkout/),
      },
    ]);
  });

  test('causes a warning if it does not exist and there is no repository', async () => {
    using history = createHistory();
    history.tree.remove('.git').file('a.js', '');
    expect((await discover({ folder: history.folder })).diagnostics).toEqual([
      { level: 'warning', message: expect.stringMatching(/^Git could not list the tracked files/) },
      { level: 'warning', message: expect.stringMatching(/^No Actor folder was found/) },
    ]);
  });

  test('cannot be in an empty workspace', async () => {
    using history = createHistory();
    history.tree.remove('.git');
    await expect(discover({ folder: history.folder })).rejects.toMatchObject({
      message: 'The workspace is empty',
      hint: expect.stringMatching(/actions\/checkout/),
    });
  });
});

describe('a pattern that matches nothing', () => {
  test.each<[string, string, RegExp, RegExp]>([
    ['actors', 'packages/a\npackagez/*', /^The pattern packagez\/\* in the actors input .* any Actor folder$/, /root/],
    ['actors', 'packages/{a,b}\n**', /packages\/\{a,b\} in the actors input/, /Braces are matched literally/],
    ['shared', 'libs/**\nlib/*', /^The pattern lib\/\* in the shared input does not match any file$/, /root/],
    ['shared', 'lib/*\nlibz', /^2 patterns do not match anything:\n.*lib\/\*.*\n.*libz/, /./],
  ])('in %s is an error: %j', async (input, lines, message, hint) => {
    const { history, first } = monorepo();
    using _ = history;
    const error = await discover({
      folder: history.folder,
      event: push(first, first),
      inputs: { [input]: lines },
    }).then(
      () => undefined,
      (thrown: { readonly message: string; readonly hint?: string }) => thrown,
    );
    expect(error?.message).toMatch(message);
    expect(error?.hint ?? error?.message).toMatch(hint);
  });

  test('in ignore is allowed', async () => {
    const { history, first } = monorepo();
    using _ = history;
    const inputs = { ignore: '**/*.test.js' };
    expect((await discover({ folder: history.folder, event: push(first, first), inputs })).affected).toEqual([]);
  });

  test('is not an error if this commit deletes the matching files', async () => {
    const { history, first } = monorepo();
    using _ = history;
    const after = history.commit({ 'libs/shared.js': null, 'packages/b': null });
    const inputs = { shared: 'libs/**', actors: 'packages/a\npackages/b' };
    const { affected, deleted } = await discover({ folder: history.folder, event: push(first, after), inputs });
    expect({ affected, deleted }).toEqual({ affected: ['packages/a'], deleted: ['packages/b'] });
  });
});
