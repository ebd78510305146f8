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

/** Actors a and b, something that both share, and something that concerns neither. */
function monorepo(): { readonly history: History; readonly first: string } {
  return { history: template.copy(), first: firstCommit };
}

describe('pushes: what differs between before and after', () => {
  test('a line of commits', async () => {
    const { history, first } = monorepo();
    using _ = history;
    history.commit({ 'packages/a/src/main.js': '// two\n' });
    const third = history.commit({ 'packages/a/README.md': '# A\n' });
    const { deployed, changes, decisions, diagnostics } = await discover({
      folder: history.folder,
      event: push(first, third),
    });
    expect(deployed).toEqual(['packages/a']);
    expect(changes).toMatchObject({ kind: 'files', base: first, head: third, by: 'local Git' });
    expect(decisions.map(({ why }) => why)).toEqual([
      '2 files in its folder changed',
      'nothing that concerns it changed',
    ]);
    expect(diagnostics).toEqual([]);
  });

  test('a change that was taken back is none', async () => {
    const { history, first } = monorepo();
    using _ = history;
    history.commit({ 'packages/a/src/main.js': '// two\n' });
    const third = history.commit(actorFiles('packages/a'));
    const { deployed, changes } = await discover({ folder: history.folder, event: push(first, third) });
    expect(changes).toMatchObject({ kind: 'files', files: [] });
    expect(deployed).toEqual([]);
  });

  test('a merge brings what its branch changed', async () => {
    const { history, first } = monorepo();
    using _ = history;
    history.git('checkout', '-q', '-b', 'feature');
    history.commit({ 'packages/b/src/main.js': '// feature\n' });
    history.git('checkout', '-q', 'main');
    const before = history.commit({ 'packages/a/src/main.js': '// main\n' });
    history.tree.git('merge', '-q', '--no-ff', '-m', 'Merge', 'feature');
    const after = history.git('rev-parse', 'HEAD');
    expect((await discover({ folder: history.folder, event: push(before, after) })).deployed).toEqual(['packages/b']);
    expect((await discover({ folder: history.folder, event: push(first, after) })).deployed).toEqual([
      'packages/a',
      'packages/b',
    ]);
  });

  test('a squash is one commit', async () => {
    const { history, first } = monorepo();
    using _ = history;
    history.git('checkout', '-q', '-b', 'feature');
    history.commit({ 'packages/b/src/one.js': '1' });
    history.commit({ 'packages/b/src/two.js': '2' });
    history.git('checkout', '-q', 'main');
    history.git('merge', '-q', '--squash', 'feature');
    const after = history.commit({});
    const { deployed, changes } = await discover({ folder: history.folder, event: push(first, after) });
    expect(deployed).toEqual(['packages/b']);
    expect(changes).toMatchObject({ files: [{ path: 'packages/b/src/one.js' }, { path: 'packages/b/src/two.js' }] });
  });

  test('a forced push: both what came and what went', async () => {
    const { history, first } = monorepo();
    using _ = history;
    const before = history.commit({ 'packages/a/src/main.js': '// went\n' });
    history.git('reset', '-q', '--hard', first);
    const after = history.commit({ 'packages/b/src/main.js': '// came\n' });
    expect((await discover({ folder: history.folder, event: push(before, after) })).deployed).toEqual([
      'packages/a',
      'packages/b',
    ]);
  });

  test('a branch that is set back', async () => {
    const { history, first } = monorepo();
    using _ = history;
    const before = history.commit({ 'packages/a/src/main.js': '// went\n' });
    history.git('reset', '-q', '--hard', first);
    expect((await discover({ folder: history.folder, event: push(before, first) })).deployed).toEqual(['packages/a']);
  });

  test('a forced push whose before is gone from the clone, with nobody to ask: all, with the reason', async () => {
    const { history, first } = monorepo();
    using _ = history;
    const before = history.commit({ 'packages/a/src/main.js': '// went\n' });
    history.git('reset', '-q', '--hard', first);
    const after = history.commit({ 'packages/b/src/main.js': '// came\n' });
    using clone = history.clone();
    const { deployed, changes } = await discover({ folder: clone.folder, event: push(before, after) });
    expect(deployed).toEqual(['packages/a', 'packages/b']);
    expect(changes).toEqual({
      kind: 'everything',
      why: 'local Git lacks the commits to compare, and the input github-token is empty',
      unexpected: true,
      hint: expect.stringMatching(/fetch-depth: 0/),
    });
  });

  test.each<[string, string, object, Record<string, string>?]>([
    ['a first push', 'push', push('0'.repeat(40), 'a'.repeat(40))],
    ['a tag', 'push', push('b'.repeat(40), 'a'.repeat(40)), { GITHUB_REF: 'refs/tags/v1' }],
    ['a schedule', 'schedule', {}],
    ['a manual run', 'workflow_dispatch', {}],
  ])('%s: all', async (_title, eventName, event, environment = {}) => {
    const { history } = monorepo();
    using _ = history;
    const { deployed, decisions } = await discover({ folder: history.folder, eventName, event, environment });
    expect(deployed).toEqual(['packages/a', 'packages/b']);
    expect(new Set(decisions.map(({ why }) => why))).toEqual(new Set([expect.stringMatching(/^all, because /)]));
  });

  test('changed-only: false asks nobody what changed', async () => {
    const { history, first } = monorepo();
    using _ = history;
    const inputs = { 'changed-only': 'false' };
    const { deployed, changes } = await discover({ folder: history.folder, event: push(first, first), inputs });
    expect(deployed).toEqual(['packages/a', 'packages/b']);
    expect(changes).toMatchObject({ why: 'the input changed-only is false', unexpected: false });
  });
});

describe('pull requests: what differs between the merge base and the head', () => {
  /** A branch that changes b, while main changes a. */
  function diverged(): { readonly history: History; readonly base: string; readonly head: string } {
    const { history } = monorepo();
    history.git('checkout', '-q', '-b', 'feature');
    const head = history.commit({ 'packages/b/src/main.js': '// feature\n' });
    history.git('checkout', '-q', 'main');
    const base = history.commit({ 'packages/a/src/main.js': '// main\n' });
    return { history, base, head };
  }

  test('what the base has changed since is not the pull request', async () => {
    const { history, base, head } = diverged();
    using _ = history;
    const event = pullRequest(base, head);
    for (const eventName of ['pull_request', 'pull_request_target']) {
      expect((await discover({ folder: history.folder, eventName, event })).deployed).toEqual(['packages/b']);
    }
  });

  test('the checkout is the merge commit, with a detached head', async () => {
    const { history, base, head } = diverged();
    using _ = history;
    history.git('checkout', '-q', '--detach', 'main');
    history.tree.git('merge', '-q', '--no-ff', '-m', 'Merge', 'feature');
    const { deployed, changes } = await discover({
      folder: history.folder,
      eventName: 'pull_request',
      event: pullRequest(base, head),
    });
    expect(deployed).toEqual(['packages/b']);
    expect(changes).toMatchObject({ head, by: 'local Git' });
  });

  test('a merge queue compares what it tells', async () => {
    const { history, base, head } = diverged();
    using _ = history;
    history.tree.git('merge', '-q', '--no-ff', '-m', 'Merge', head);
    const event = { merge_group: { base_sha: base, head_sha: history.git('rev-parse', 'HEAD') } };
    expect((await discover({ folder: history.folder, eventName: 'merge_group', event })).deployed).toEqual([
      'packages/b',
    ]);
  });

  test('a base that is given is compared from the merge base too', async () => {
    const { history, base, head } = diverged();
    using _ = history;
    history.git('tag', 'v1', base);
    const { deployed } = await discover({
      folder: history.folder,
      eventName: 'pull_request',
      event: pullRequest(head, head),
      inputs: { base: 'v1' },
    });
    expect(deployed).toEqual(['packages/b']);
  });
});

describe('the input base', () => {
  test('a tag, a branch of the remote, by their names in full too, or what else Git knows', async () => {
    const { history, first } = monorepo();
    using _ = history;
    history.git('tag', 'v1');
    history.git('branch', 'release');
    const after = history.commit({ 'packages/a/src/main.js': '// two\n' });
    using clone = history.clone();
    for (const base of ['v1', 'refs/tags/v1', 'release', 'refs/heads/release', 'origin/release', 'HEAD~1', first]) {
      const inputs = { base };
      const { deployed, changes } = await discover({ folder: clone.folder, eventName: 'schedule', inputs });
      expect({ base, deployed }).toEqual({ base, deployed: ['packages/a'] });
      expect(changes).toMatchObject({ base: first, head: after, by: 'local Git' });
    }
  });

  test('a hash, for a push', async () => {
    const { history, first } = monorepo();
    using _ = history;
    const before = history.commit({ 'packages/a/src/main.js': '// two\n' });
    const after = history.commit({ 'packages/b/src/main.js': '// two\n' });
    const found = await discover({ folder: history.folder, event: push(before, after), inputs: { base: first } });
    expect(found.deployed).toEqual(['packages/a', 'packages/b']);
  });

  test('the branch of the remote counts, not a local one of that name', async () => {
    const { history } = monorepo();
    using _ = history;
    using clone = history.clone();
    clone.commit({ 'packages/a/src/main.js': '// two\n' });
    const { deployed } = await discover({
      folder: clone.folder,
      eventName: 'workflow_dispatch',
      inputs: { base: 'main' },
    });
    expect(deployed).toEqual(['packages/a']);
  });

  test('one that nobody knows: all, with the reason', async () => {
    const { history } = monorepo();
    using _ = history;
    const { changes } = await discover({ folder: history.folder, eventName: 'schedule', inputs: { base: 'nowhere' } });
    expect(changes).toMatchObject({ kind: 'everything', unexpected: true });
  });
});

describe('shallow clones', () => {
  test('both commits are there: local Git answers', async () => {
    const { history, first } = monorepo();
    using _ = history;
    const after = history.commit({ 'packages/a/src/main.js': '// two\n' });
    using clone = history.clone('--depth=2');
    const { deployed, changes } = await discover({ folder: clone.folder, event: push(first, after) });
    expect(deployed).toEqual(['packages/a']);
    expect(changes).toMatchObject({ by: 'local Git' });
  });

  test('without blobs the trees are enough', async () => {
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

  test('a merge base with nothing cut on the way to it is one', async () => {
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

  test('a merge base is none where a nearer one may be behind the cut', async () => {
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
    expect(cut.changes).toMatchObject({ kind: 'everything', why: expect.stringMatching(/lacks the commits/) });
  });
});

describe('what Git lists', () => {
  test('both sides of a rename count', async () => {
    const { history, first } = monorepo();
    using _ = history;
    history.git('mv', 'packages/a/src/main.js', 'packages/b/src/moved.js');
    const after = history.commit({});
    const { deployed, changes } = await discover({ folder: history.folder, event: push(first, after) });
    expect(deployed).toEqual(['packages/a', 'packages/b']);
    expect(changes).toMatchObject({
      files: [
        { path: 'packages/a/src/main.js', removed: true },
        { path: 'packages/b/src/moved.js', removed: false },
      ],
    });
  });

  test('settings of the repository that would change the listing do not', async () => {
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

  test('an Actor that is deleted is reported, not deployed, and its files are nobody else’s', async () => {
    const { history, first } = monorepo();
    using _ = history;
    const after = history.commit({ 'packages/b': null });
    const { deployed, deleted, decisions } = await discover({ folder: history.folder, event: push(first, after) });
    expect({ deployed, deleted }).toEqual({ deployed: [], deleted: ['packages/b'] });
    expect(decisions.map(({ actor }) => actor.folder)).toEqual(['packages/a']);
  });

  test('an Actor that moves is deployed from where it is now', async () => {
    const { history, first } = monorepo();
    using _ = history;
    history.git('mv', 'packages/b', 'packages/c');
    const after = history.commit({});
    const { deployed, deleted } = await discover({ folder: history.folder, event: push(first, after) });
    expect({ deployed, deleted }).toEqual({ deployed: ['packages/c'], deleted: ['packages/b'] });
  });

  test('a deleted Actor that is not asked for is not reported', async () => {
    const { history, first } = monorepo();
    using _ = history;
    const after = history.commit({ 'packages/b': null });
    const inputs = { actors: 'packages/a' };
    expect((await discover({ folder: history.folder, event: push(first, after), inputs })).deleted).toEqual([]);
  });

  test('a submodule counts for the Actor that it lies in, and for those in it', async () => {
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
    // What .gitmodules says is ignored by "git add" too.
    history.git('update-index', '--cacheinfo', `160000,${library.git('rev-parse', 'HEAD')},packages/a/vendor`);
    history.tree.git('commit', '-q', '-m', 'Bump');
    const after = history.git('rev-parse', 'HEAD');
    const inputs = { shared: 'libs/**' };
    const found = await discover({ folder: history.folder, event: push(before, after), inputs });
    expect(found.deployed).toEqual(['packages/a']);
    expect(found.folders).toEqual(['more/actors/c', 'more/actors/d', 'packages/a', 'packages/b']);

    more.commit({ 'actors/c/src/main.js': '// two' });
    history.git('-C', 'more', 'fetch', '-q', more.folder, 'main');
    history.git('-C', 'more', 'checkout', '-q', 'FETCH_HEAD');
    history.git('add', 'more');
    history.tree.git('commit', '-q', '-m', 'Bump');
    const last = history.git('rev-parse', 'HEAD');
    expect((await discover({ folder: history.folder, event: push(after, last), inputs })).deployed).toEqual([
      'more/actors/c',
      'more/actors/d',
    ]);
  });
});

describe('where the Actors are', () => {
  test('untracked ones, and those that are ignored, are not there for other jobs', async () => {
    const { history } = monorepo();
    using _ = history;
    for (const [name, content] of Object.entries(actorFiles('generated/c'))) history.tree.file(name, content);
    expect((await discover({ folder: history.folder })).folders).toEqual(['packages/a', 'packages/b']);
  });

  test('at the root', async () => {
    using history = createHistory();
    const before = history.commit(actorFiles('', { name: 'root' }));
    const after = history.commit({ 'README.md': 'of the Actor' });
    const { deployed, folders } = await discover({ folder: history.folder, event: push(before, after) });
    expect({ deployed, folders }).toEqual({ deployed: [''], folders: [''] });
  });

  const whereLinksAre = diskTakesLinks ? test : test.skip;
  whereLinksAre('behind a link that is called .actor', async () => {
    const { history } = monorepo();
    using _ = history;
    history.tree.link('packages/d/.actor', '../../libs');
    const before = history.commit({});
    history.tree.link('packages/c/.actor', '../a/.actor');
    const after = history.commit({});
    const { deployed, folders } = await discover({ folder: history.folder, event: push(before, after) });
    expect({ deployed, folders }).toEqual({
      deployed: ['packages/c'],
      folders: ['packages/a', 'packages/b', 'packages/c'],
    });
  });

  test('those that a sparse checkout left out are a warning', async () => {
    const { history } = monorepo();
    using _ = history;
    history.git('update-index', '--refresh');
    history.git('sparse-checkout', 'set', 'packages/a');
    const { folders, actors, diagnostics } = await discover({ folder: history.folder, eventName: 'schedule' });
    expect(actors.map(({ folder }) => folder)).toEqual(['packages/a']);
    expect(folders).toEqual(['packages/a', 'packages/b']);
    expect(diagnostics).toEqual([
      { level: 'warning', message: expect.stringMatching(/does not have it: packages\/b\. .*sparse/) },
    ]);
  });

  test('the workspace is a folder of the repository', async () => {
    const { history, first } = monorepo();
    using _ = history;
    history.commit({ 'packages/a/src/main.js': '// two\n' });
    const after = history.commit({ 'libs/shared.js': '// two\n' });
    const { changes, deployed } = await discover({ folder: history.tree.path('packages'), event: push(first, after) });
    expect(changes).toMatchObject({ files: [{ path: '../libs/shared.js' }, { path: 'a/src/main.js' }] });
    expect(deployed).toEqual(['a', 'b']);
  });

  test('without a repository every folder is looked into, save node_modules', async () => {
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

  test('without Git every folder is looked into', async () => {
    const { history, first } = monorepo();
    using _ = history;
    const environment = { PATH: history.tree.path('nowhere') };
    const run = { folder: history.folder, event: push(first, first), environment };
    const { folders, diagnostics } = await discover(run);
    expect(folders).toEqual(['packages/a', 'packages/b']);
    expect(diagnostics).toEqual([
      { level: 'warning', message: 'Git could not list what it tracks: every folder was looked into for Actors' },
    ]);
  });

  test('a workspace without any is a warning', async () => {
    using history = createHistory();
    history.commit({ 'a.js': '' });
    expect((await discover({ folder: history.folder })).diagnostics).toEqual([
      { level: 'warning', message: 'Git tracks no .actor/actor.json in this workspace.' },
    ]);
  });

  test('without a repository and without any', async () => {
    using history = createHistory();
    history.tree.remove('.git').file('a.js', '');
    expect((await discover({ folder: history.folder })).diagnostics).toEqual([
      { level: 'info', message: expect.stringMatching(/^There is no Git repository here/) },
      { level: 'warning', message: expect.stringMatching(/^No folder .* Run actions\/checkout/) },
    ]);
  });

  test('an empty workspace is an error that tells of the checkout', async () => {
    using history = createHistory();
    history.tree.remove('.git');
    await expect(discover({ folder: history.folder })).rejects.toMatchObject({
      message: 'The workspace is empty',
      hint: expect.stringMatching(/actions\/checkout/),
    });
  });
});

describe('patterns that match nothing are a warning', () => {
  test.each([
    ['actors', 'packages/a\npackagez/*', 'Input actors: packagez/* matches no Actor folder.'],
    ['actors', 'packages/{a,b}\n**', /^Input actors: .* Braces mean themselves: write a line for each alternative\.$/],
    ['shared', 'libs/**\nlib/*', 'Input shared: lib/* matches no file.'],
  ])('%s %j', async (input, lines, message) => {
    const { history, first } = monorepo();
    using _ = history;
    const { diagnostics } = await discover({
      folder: history.folder,
      event: push(first, first),
      inputs: { [input]: lines },
    });
    expect(diagnostics).toEqual([
      { level: 'warning', message: typeof message === 'string' ? message : expect.stringMatching(message) },
    ]);
  });

  test('a file of shared that is gone has matched', async () => {
    const { history, first } = monorepo();
    using _ = history;
    const after = history.commit({ 'libs/shared.js': null });
    const inputs = { shared: 'libs/**' };
    const { diagnostics, deployed } = await discover({ folder: history.folder, event: push(first, after), inputs });
    expect({ diagnostics, deployed }).toEqual({ diagnostics: [], deployed: ['packages/a', 'packages/b'] });
  });
});
