import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { runAction } from '../../scripts/run-action.ts';
import { smallActor, startScenario } from '../support/deployment.ts';
import { diskTakes, diskTakesLinks } from '../support/disk.ts';
import { makePipe, sentTo, testOnPosix, testOnWindows, writeIndex } from '../support/hostile.ts';
import { createTree } from '../support/tree.ts';

const PRIVATE = 'private-content-of-the-runner';
const settings = { 'dry-run': 'false', build: 'false' };
const testWithLinks = diskTakesLinks ? test : test.skip;

describe('a folder that looks like a repository', () => {
  const lookalike = (index: readonly string[], workTree: string) => (folder: string) => {
    for (const name of ['objects', 'refs']) mkdirSync(path.join(folder, 'pkg', name), { recursive: true });
    writeFileSync(path.join(folder, 'pkg/HEAD'), 'ref: refs/heads/main\n');
    const config = `[core]\n\trepositoryFormatVersion = 0\n\tbare = false\n\tworkTree = ${workTree}\n`;
    writeFileSync(path.join(folder, 'pkg/config'), config);
    writeIndex(path.join(folder, 'pkg/index'), index);
  };
  const inPackage = Object.fromEntries(Object.entries(smallActor).map(([name, text]) => [`pkg/${name}`, text]));

  test.concurrent('does not make Git list files from outside the workspace', async () => {
    using outside = createTree().file('key', PRIVATE);
    await using scenario = await startScenario({ files: inPackage });
    const leads = `pkg/${path.relative(path.join(scenario.folder, 'pkg'), outside.path('key')).replaceAll('\\', '/')}`;
    lookalike([leads], '..')(scenario.folder);
    const { exitCode } = await scenario.run({ ...settings, 'working-directory': 'pkg' });
    expect(sentTo(scenario.emulator)).not.toContain(PRIVATE);
    expect(exitCode).toBe(0);
  });

  test.concurrent('does not move the work tree out of the workspace', async () => {
    using outside = createTree().file('src/key', PRIVATE);
    await using scenario = await startScenario({ files: { ...inPackage, 'pkg/src/key': 'mine' } });
    lookalike(['src/key'], outside.folder.replaceAll('\\', '/'))(scenario.folder);
    const { exitCode } = await scenario.run({ ...settings, 'working-directory': 'pkg' });
    expect(exitCode).toBe(0);
    expect(scenario.actor?.versions[0]?.sourceFiles?.map(({ name }) => name)).toContain('src/key');
    expect(sentTo(scenario.emulator)).not.toContain(PRIVATE);
  });
});

testOnPosix('an index with paths that lead elsewhere is an error', async () => {
  await using scenario = await startScenario();
  writeIndex(path.join(scenario.folder, '.git/index'), ['/etc/hostname', ...Object.keys(smallActor)].sort());
  const { exitCode, annotations } = await scenario.run(settings);
  expect(annotations[0]?.message).toMatch(/"\/etc\/hostname", which is not a path inside the repository/);
  expect({ exitCode, writes: scenario.writes() }).toEqual({ exitCode: 1, writes: [] });
});

testOnPosix('a program that checks signatures does not run, and sees no token', async () => {
  using tree = createTree();
  const git = (args: readonly string[], input = ''): string =>
    execFileSync('git', args, { cwd: tree.folder, input }).toString();
  tree.file('packages/a/.actor/actor.json', '{"name":"a-actor","version":"0.1"}').commit();
  const base = git(['rev-parse', 'HEAD']).trim();
  const seen = tree.path('.git/seen');
  tree.file('.git/check', `#!/bin/sh\nenv > '${seen}'\n`, 0o755).file('packages/a/x', 'x').commit();
  const signature = 'gpgsig -----BEGIN PGP SIGNATURE-----\n \n abc\n -----END PGP SIGNATURE-----\n\n';
  const commit = git(['cat-file', 'commit', 'HEAD']).replace('\n\n', `\n${signature}`);
  const head = git(['hash-object', '-t', 'commit', '-w', '--stdin'], commit).trim();
  tree.git('update-ref', 'HEAD', head);
  writeFileSync(tree.path('.git/shallow'), `${base}\n`);
  tree.git('config', 'log.showSignature', 'true').git('config', 'gpg.program', tree.path('.git/check'));
  const { exitCode } = await runAction({
    action: 'discover',
    workspace: tree.folder,
    inputs: {},
    event: { pull_request: { base: { sha: base }, head: { sha: head } } },
    environment: {
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_REF: 'refs/pull/1/head',
      GITHUB_API_URL: 'http://127.0.0.1:9',
    },
  });
  expect(exitCode).toBe(0);
  expect(existsSync(seen)).toBe(false);
});

describe('a pipe or device does not block the step:', () => {
  testOnPosix.each([
    ['.actorignore', /\.actorignore is not a file/],
    ['.actor/actor.json', /actor\.json is not a file/],
  ])('%s is an error', async (name, problem) => {
    const { [name]: _replaced, ...files } = smallActor;
    await using scenario = await startScenario({ files });
    makePipe(scenario.folder, name);
    const { exitCode, annotations, summary } = await scenario.run(settings);
    expect(exitCode).toBe(1);
    expect(annotations[0]?.message).toMatch(problem);
    expect(summary).not.toBe('');
  });

  testOnPosix('files that Git and the checks would read', async () => {
    const { Dockerfile: _replaced, ...files } = smallActor;
    await using scenario = await startScenario({ files });
    execFileSync('rm', ['-r', path.join(scenario.folder, '.git')]);
    for (const name of ['.actor/INPUT_SCHEMA.json', '.actor/Dockerfile', 'README.md', 'src/pipe.js', '.gitignore']) {
      makePipe(scenario.folder, name);
    }
    const { exitCode } = await scenario.run(settings);
    expect(exitCode).toBe(0);
    expect(scenario.actor?.versions[0]?.sourceFiles?.map(({ name }) => name)).toEqual([
      '.actor/actor.json',
      'src/main.js',
    ]);
  });

  testOnPosix.each(['/etc/passwd', '/dev/zero'])('.actorignore as a link to %s', async (target) => {
    await using scenario = await startScenario();
    symlinkSync(target, path.join(scenario.folder, '.actorignore'));
    const { exitCode, annotations, log } = await scenario.run(settings);
    expect(exitCode).toBe(1);
    expect(annotations[0]?.message).toMatch(/\.actorignore is a link/);
    expect(log).not.toContain('root:');
  });

  testOnPosix.each(['Dockerfile', '.actor/actor.json'])('%s as a link to /dev/zero', async (name) => {
    const { [name]: _replaced, ...files } = smallActor;
    await using scenario = await startScenario({ files });
    mkdirSync(path.join(scenario.folder, '.actor'), { recursive: true });
    symlinkSync('/dev/zero', path.join(scenario.folder, name));
    const { exitCode, annotations } = await scenario.run(settings);
    expect(exitCode).toBe(1);
    expect(annotations[0]?.message).toMatch(/leads? out of the workspace/);
  });
});

describe('a file that an input names', () => {
  testOnPosix.each([
    ['a pipe', 'pipe.json'],
    ['a link to a device', 'zero.json'],
    ['a path that leads out of the workspace', '../../etc/hostname'],
    ['deeply nested JSON', 'deep.json'],
    ['a name with a character that changes the text direction', 'x\u202e.json'],
  ])('%s is an error before anything is written', async (_title, name) => {
    await using scenario = await startScenario({ files: { ...smallActor, 'deep.json': '['.repeat(200_000) } });
    makePipe(scenario.folder, 'pipe.json');
    symlinkSync('/dev/zero', path.join(scenario.folder, 'zero.json'));
    const inputs = { 'test-input': name, 'actor-settings': name };
    const { exitCode, log, summary, annotations } = await scenario.run(inputs);
    expect({ exitCode, writes: scenario.writes() }).toEqual({ exitCode: 1, writes: [] });
    expect(annotations[0]?.message).toMatch(
      /^2 mistakes .*\n- .*test.input.*\n- .*, line 1: The (?:actor-settings )?file /,
    );
    expect(log + summary).not.toMatch(/Unexpected error|repositoryformatversion|RangeError|\u202e/);
  });
});

describe('patterns that are slow in other programs do not block the step:', () => {
  const long = `${'a'.repeat(120)}/${'d/'.repeat(60)}c`;
  test.each([
    ['.actorignore', `${'*a'.repeat(20)}b\n**/d/**/d/**/d/**/d/**/d/**/d/**/x\n`],
    ['.gitignore', `${'*a'.repeat(20)}b\n`],
  ])('%s', async (name, rules) => {
    const files = { ...smallActor, [name]: rules, [long]: 'x', [`${'a'.repeat(120)}/x`]: 'y' };
    await using scenario = await startScenario({ files });
    if (name === '.gitignore') execFileSync('rm', ['-r', path.join(scenario.folder, '.git')]);
    const start = performance.now();
    const { exitCode } = await scenario.run(settings);
    expect(exitCode).toBe(0);
    expect(performance.now() - start).toBeLessThan(15_000);
  });

  test('the files input', async () => {
    await using scenario = await startScenario({ files: { ...smallActor, [long]: 'x' } });
    const { exitCode } = await scenario.run({
      ...settings,
      files: `**\n!**/d/**/d/**/d/**/d/**/d/**/x\n!${'*a'.repeat(6)}b`,
    });
    expect(exitCode).toBe(0);
  });

  test.concurrent('the files input with more than 6 asterisks in one segment is an error', async () => {
    await using scenario = await startScenario();
    const { annotations } = await scenario.run({ ...settings, files: `${'*a'.repeat(7)}b` });
    expect(annotations[0]?.message).toMatch(/files/);
  });
});

describe('a path in actor.json', () => {
  const naming = (reference: object): Record<string, string> => ({
    ...smallActor,
    '.actor/actor.json': JSON.stringify({ actorSpecification: 1, name: 'my-actor', version: '0.1', ...reference }),
  });

  const up = '../'.repeat(12);
  test.concurrent('does not send a file from outside the workspace', async () => {
    const storages = { dataset: `${up}etc/hostname`, keyValueStore: '/etc/hostname' };
    const reference = { readme: `${up}etc/hostname`, changelog: '/etc/hostname', input: `${up}etc/hostname`, storages };
    await using scenario = await startScenario({ files: naming(reference) });
    await scenario.run(settings);
    const names = scenario.actor?.versions[0]?.sourceFiles?.map(({ name }) => name) ?? [];
    expect(names.filter((name) => /hostname|^\.\.|^\//.test(name))).toEqual([]);
  });

  test.concurrent.each([
    { dockerfile: '/etc/hostname' },
    { dockerfile: `${up}etc/hostname` },
    { dockerContextDir: `${up}etc` },
  ])('does not move the upload out of the workspace: %j', async (reference) => {
    await using scenario = await startScenario({ files: naming(reference) });
    const { exitCode } = await scenario.run(settings);
    expect({ exitCode, writes: scenario.writes() }).toEqual({ exitCode: 1, writes: [] });
  });

  test.concurrent.each([
    { dockerfile: '../a\0b' },
    { dockerfile: `../${'a/'.repeat(5000)}` },
    { dockerContextDir: '..\0' },
    { dockerContextDir: `../${'a'.repeat(300)}` },
    { readme: 'a\0b', changelog: `../${'a'.repeat(5000)}`, input: 'a\0b', storages: { datasets: { a: 'x\0' } } },
  ])('that no disk supports is an error or a warning, never a crash (%#)', async (reference) => {
    await using scenario = await startScenario({ files: naming(reference) });
    const { log, summary, annotations } = await scenario.run(settings);
    expect(log).not.toMatch(/ENAMETOOLONG|ERR_INVALID_ARG|TypeError|unexpected/i);
    expect(summary).not.toBe('');
    expect(annotations.map(({ message }) => message).join()).toMatch(/actor\.json|does not exist|Dockerfile/);
  });

  testOnWindows.each(['..\\..\\private\\key.txt', 'C:\\Windows\\win.ini', '\\\\localhost\\c$\\x'])(
    'does not lead out of the workspace with backslashes: %s',
    async (readme) => {
      using outside = createTree().file('private/key.txt', PRIVATE);
      await using scenario = await startScenario({ files: naming({ readme }) });
      expect(outside.folder).not.toBe('');
      await scenario.run(settings);
      expect(sentTo(scenario.emulator)).not.toContain(PRIVATE);
    },
  );
});

testOnWindows('another spelling of .actor and .actorignore has no effect, as on other systems', async () => {
  const { '.actor/actor.json': definition = '', ...files } = smallActor;
  await using scenario = await startScenario({
    files: { ...files, '.Actor/Actor.json': definition, '.ActorIgnore': 'src' },
  });
  const { annotations } = await scenario.run(settings);
  expect(annotations[0]?.message).toMatch(/actor\.json/i);
});

describe('a file name with control characters and HTML', () => {
  const posixNames = [
    'src/\n::error::x',
    'src/\r##[error]x',
    'src/\u001b[2Jx',
    'src/<img src=x>',
    'src/`$(id)`"\'',
    'src/a:1:2: b',
  ];
  const names = ['-rf', 'src/%0A::error::x', 'src/\u202etxt.exe', 'src/\u2066x', `src/${'n'.repeat(200)}`, 'src/x"%%'];
  const all = [...names, ...(diskTakes(...posixNames) ? posixNames : [])];

  test.concurrent('has no effect, and the file is deployed', async () => {
    await using scenario = await startScenario();
    for (const name of all) writeFileSync(path.join(scenario.folder, name), 'x');
    const { exitCode, log, summary } = await scenario.run({ ...settings, files: '**\n!nothing' });
    expect(exitCode).toBe(0);
    const sent = scenario.actor?.versions[0]?.sourceFiles?.map(({ name }) => name) ?? [];
    expect(all.filter((name) => !sent.includes(name))).toEqual([]);
    for (const text of ['##[error', '\u001b[2J', '\u202e']) expect(log).not.toContain(text);
    expect(log).not.toMatch(/^\s*::error/m);
    // The runner reads commands only from the log.
    for (const text of ['<img', '\u202e', '\u001b']) expect(summary).not.toContain(text);
  });
});

describe('a link', () => {
  testWithLinks('whose target no disk supports is a broken link', async () => {
    const targets = ['a'.repeat(300), 'a/'.repeat(1900), `../${'b'.repeat(256)}/c`, 'link4', 'link4/x', '/dev/null/x'];
    await using scenario = await startScenario();
    for (const [index, target] of targets.entries())
      symlinkSync(target, path.join(scenario.folder, `link${index + 1}`));
    const { exitCode, annotations } = await scenario.run(settings);
    expect(exitCode).toBe(0);
    const messages = annotations.map(({ message }) => message).join();
    for (const index of targets.keys()) expect(messages).toContain(`link${index + 1} ->`);
  });

  testWithLinks('that replaces a folder between two reads sends nothing from its target', async () => {
    using outside = createTree().file('big.bin', PRIVATE.repeat(120_000));
    const big = 'x'.repeat(PRIVATE.length).repeat(120_000);
    await using scenario = await startScenario({ files: { ...smallActor, 'data/big.bin': big } });
    scenario.emulator.addFault({ method: 'GET', path: /acts/, times: 9, fault: { kind: 'delay', ms: 1500 } });
    const timer = setTimeout(() => {
      renameSync(path.join(scenario.folder, 'data'), path.join(scenario.folder, '.git/data'));
      symlinkSync(outside.folder, path.join(scenario.folder, 'data'));
    }, 900);
    const { exitCode, annotations } = await scenario.run(
      { ...settings, 'source-type': 'TARBALL' },
      { leavesCheckout: false },
    );
    clearTimeout(timer);
    expect(sentTo(scenario.emulator)).not.toContain(PRIVATE);
    if (exitCode === 1) expect(annotations[0]?.message).toMatch(/data(?:\/big\.bin was| ->)/);
  });
});

testOnPosix('a git on the PATH that is not a program is a notice, not a crash', async () => {
  using programs = createTree().files('git/x');
  await using scenario = await startScenario();
  const { exitCode, log } = await scenario.run(settings, { environment: { PATH: programs.folder } });
  expect(exitCode).toBe(0);
  expect(log).toMatch(/Git could not be started \(EACCES\)/);
});

testOnPosix('filters, hooks and monitors that the repository names do not run', async () => {
  await using scenario = await startScenario({
    files: { ...smallActor, '.gitattributes': '* filter=evil diff=evil\n' },
  });
  using log = createTree();
  const program = path.join(scenario.folder, '.git/evil');
  writeFileSync(program, `#!/bin/sh\nenv >> '${log.path('ran')}'\ncat\n`);
  chmodSync(program, 0o755);
  const names = [
    ...['filter.evil.clean', 'filter.evil.smudge', 'filter.evil.process', 'diff.evil.textconv', 'diff.evil.command'],
    ...[
      'core.fsmonitor',
      'core.pager',
      'core.editor',
      'core.sshCommand',
      'core.askPass',
      'gpg.program',
      'alias.ls-files',
    ],
    ...['diff.external', 'credential.helper', 'core.hooksPath', 'alias.status'],
  ];
  for (const name of names) execFileSync('git', ['-C', scenario.folder, 'config', name, program]);
  writeFileSync(path.join(scenario.folder, 'src/main.js'), "console.log('other');\n");
  for (const inputs of [{}, { 'source-type': 'GIT_REPO' }]) await scenario.run({ ...settings, ...inputs });
  expect(existsSync(log.path('ran'))).toBe(false);
});

testOnPosix('filters in the settings of a submodule do not run', async () => {
  using sub = createTree().file('.gitattributes', '* filter=evil\n').file('x', 'x').commit();
  await using scenario = await startScenario();
  using log = createTree();
  const git = (...args: string[]) =>
    execFileSync(
      'git',
      [
        '-C',
        scenario.folder,
        '-c',
        'protocol.file.allow=always',
        '-c',
        'user.name=a',
        '-c',
        'user.email=a@b.c',
        ...args,
      ],
      { stdio: 'pipe' },
    );
  git('submodule', 'add', '-q', sub.folder, 'sub');
  git('commit', '-qm', 'Submodule');
  const program = path.join(scenario.folder, '.git/evil');
  writeFileSync(program, `#!/bin/sh\nenv >> '${log.path('ran')}'\ncat\n`);
  chmodSync(program, 0o755);
  git('-C', 'sub', 'config', 'filter.evil.clean', program);
  git('-C', 'sub', 'config', 'core.fsmonitor', program);
  writeFileSync(path.join(scenario.folder, 'sub/x'), 'y');
  for (const inputs of [{}, { 'source-type': 'GIT_REPO' }]) await scenario.run({ ...settings, ...inputs });
  expect(existsSync(log.path('ran'))).toBe(false);
});
