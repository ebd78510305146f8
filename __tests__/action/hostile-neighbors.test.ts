import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { describe, expect, test } from '@jest/globals';
import { runAction } from '../../scripts/run-action.ts';
import { startScenario } from '../support/deployment.ts';
import { makePipe, testOnPosix, testOnWindows } from '../support/hostile.ts';
import { createTree } from '../support/tree.ts';

const noBuild = { build: 'false' };

test.concurrent('user information in APIFY_CLIENT_BASE_URL is masked and not printed', async () => {
  await using scenario = await startScenario();
  const environment = { APIFY_CLIENT_BASE_URL: 'https://someone:pass-word-0123@127.0.0.1:9/' };
  const more = { environment, secrets: ['pass-word-0123', 'someone'] };
  const { exitCode, masks } = await scenario.run({ ...noBuild, 'api-base-url': '' }, more);
  expect(exitCode).toBe(1);
  expect(masks).toContain('pass-word-0123');
});

test.concurrent('prints a warning if an earlier step turned off certificate checks', async () => {
  await using scenario = await startScenario();
  const { annotations } = await scenario.run(noBuild, { environment: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } });
  expect(annotations).toMatchObject([
    { kind: 'warning', message: expect.stringMatching(/NODE_TLS_REJECT_UNAUTHORIZED/) },
  ]);
});

test.concurrent('a different APIFY_TOKEN of the step is masked, and does not replace the token input', async () => {
  await using scenario = await startScenario();
  const other = 'apify_api_of_another_step0123';
  const more = { environment: { APIFY_TOKEN: other }, secrets: [other] };
  const { masks } = await scenario.run(noBuild, more);
  expect(masks).toContain(other);
  expect(scenario.emulator.requests.map(({ headers }) => headers['authorization'])).not.toContain(`Bearer ${other}`);
});

test.concurrent('problem matchers of earlier steps do not annotate lines of the build log', async () => {
  const lines = [
    'src/a.ts(1,2): error TS1005: x',
    '  3:5  error  bad  rule',
    './a.go: bad',
    './a.go:1:2: bad',
    '  File "a.py", line 3, in x',
    'a.c:1:2: error: bad',
  ];
  const matchers = [
    /^(?:\s+\d+>)?([^\s].*)[(:](\d+)[,:](\d+)(?:\):\s+|\s+-\s+)(error|warning|info)\s+TS(\d+)\s*:\s*(.*)$/,
    /^\s+(\d+):(\d+)\s+(error|warning|info)\s+(.*)\s\s+(.*)$/,
    /^\s*(\.{0,2}[/\\].+\.go):(?:(\d+):(\d+):)? (.*)/,
    /^\s*File\s"(.*)",\sline\s(\d+)/,
    /^(.*):(\d+):(\d+):\s+(warning|error):\s+(.*)$/,
  ];
  await using scenario = await startScenario();
  scenario.emulator.queueNextBuild({ log: [{ atMs: 0, text: `${lines.join('\n')}\n` }], runMs: 50 });
  const { log } = await scenario.run();
  // The emulator puts a time before lines, which some matchers would not accept.
  const printed = log.split(/\r?\n/).map((line) => line.replace(/^\d{4}-\S+Z /, ''));
  for (const line of lines) expect(printed.map((each) => each.replaceAll('\u2060', ''))).toContain(line);
  expect(printed.filter((line) => matchers.some((matcher) => matcher.test(line)))).toEqual([]);
});

test.concurrent('variables for Git and its programs do not redirect Git or start programs', async () => {
  using other = createTree().files('private-of-another-repository').commit();
  await using scenario = await startScenario();
  const program = path.join(other.folder, 'program');
  other.file('program', `#!/bin/sh\ntouch '${other.path('ran')}'\n`, 0o755);
  const environment = {
    GIT_DIR: other.path('.git'),
    GIT_WORK_TREE: other.folder,
    GIT_INDEX_FILE: other.path('.git/index'),
    GIT_OBJECT_DIRECTORY: other.path('.git/objects'),
    GIT_CEILING_DIRECTORIES: '/',
    GIT_EXEC_PATH: other.folder,
    GIT_CONFIG_GLOBAL: other.path('gitconfig'),
    GIT_CONFIG_PARAMETERS: `'core.fsmonitor=${program}'`,
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'core.fsmonitor',
    GIT_CONFIG_VALUE_0: program,
    GIT_TRACE: other.path('trace'),
    GIT_TRACE2_EVENT: other.path('trace2'),
    GIT_EXTERNAL_DIFF: program,
    GIT_PAGER: program,
    GIT_SSH_COMMAND: program,
    GIT_ASKPASS: program,
    SSH_ASKPASS: program,
    GIT_TEMPLATE_DIR: other.folder,
  };
  const { exitCode } = await scenario.run(noBuild, { environment });
  expect(exitCode).toBe(0);
  const names = scenario.actor?.versions[0]?.sourceFiles?.map(({ name }) => name);
  expect(names).toEqual(['.actor/actor.json', 'Dockerfile', 'src/main.js']);
  for (const name of ['ran', 'trace', 'trace2']) expect(existsSync(other.path(name))).toBe(false);
});

testOnPosix('Git sees neither the token nor other secrets of the step', async () => {
  using programs = createTree();
  const git = execFileSync('which', ['git']).toString().trim();
  programs.file('git', `#!/bin/sh\nenv >> '${programs.path('seen')}'\nexec '${git}' "$@"\n`, 0o755);
  await using scenario = await startScenario();
  const environment = {
    PATH: `${programs.folder}${path.delimiter}${process.env['PATH']}`,
    APIFY_TOKEN: scenario.emulator.token,
    NPM_TOKEN: 'npm-secret-0123',
    ACTIONS_RUNTIME_TOKEN: 'runtime-secret-0123',
    MY_SECRET: 'my-secret-0123',
  };
  await scenario.run({ ...noBuild, 'secret-env-vars': 'MY_SECRET' }, { environment });
  const seen = readFileSync(programs.path('seen'), 'utf8');
  expect(seen).toMatch(/^PATH=/m);
  expect(seen).not.toMatch(/secret-0123|apify_api_|^INPUT_|^GITHUB_/m);
});

describe('an earlier step that replaces a runner file', () => {
  const derive = { ...noBuild, 'source-type': 'GIT_REPO' };

  testOnPosix.each(['a pipe', '/dev/zero', 'a folder', 'missing'])(
    'causes an error if the event file is %s',
    async (kind) => {
      using runner = createTree();
      if (kind === 'a pipe') makePipe(runner.folder, 'event.json');
      else if (kind === 'a folder') runner.files('event.json/x');
      else if (kind === '/dev/zero') runner.link('event.json', '/dev/zero');
      await using scenario = await startScenario();
      const environment = {
        GITHUB_EVENT_PATH: runner.path('event.json'),
        GITHUB_EVENT_NAME: 'pull_request',
        GITHUB_REF: 'refs/pull/1/merge',
      };
      const { exitCode, annotations, summary } = await scenario.run(derive, { environment });
      expect(exitCode).toBe(1);
      expect(annotations[0]?.message).toMatch(/event|GITHUB_EVENT_PATH/i);
      expect(summary).not.toBe('');
      expect(scenario.writes()).toEqual([]);
    },
  );

  test.concurrent('does not change the checkout if the folder for temporary files is missing', async () => {
    await using scenario = await startScenario();
    const environment = { RUNNER_TEMP: path.join(scenario.folder, 'gone') };
    const { exitCode, annotations } = await scenario.run({ ...noBuild, 'source-type': 'TARBALL' }, { environment });
    if (exitCode === 1) expect(annotations[0]?.message).toMatch(/RUNNER_TEMP|archive/i);
  });

  test.concurrent('causes one error if the file for outputs is missing', async () => {
    await using scenario = await startScenario();
    const environment = { GITHUB_OUTPUT: path.join(scenario.folder, '.git/gone/output') };
    const { exitCode, annotations, summary } = await scenario.run(noBuild, { environment });
    expect(exitCode).toBe(1);
    expect(annotations[0]?.message).toMatch(/could not be written/);
    expect(summary).not.toBe('');
  });
});

test.concurrent('a value with the delimiter of outputs sets no other output', async () => {
  await using scenario = await startScenario();
  const evil = 'x\nghadelimiter_00000000-0000-0000-0000-000000000000\nactor-id<<E\nforged\nE';
  scenario.emulator.addFault({
    method: 'POST',
    path: /versions\/0\.1$/,
    fault: { kind: 'edit', edit: (data) => ({ ...data, buildTag: evil }) },
  });
  const { outputs } = await scenario.run(noBuild);
  expect(outputs).toMatchObject({ 'build-tag': evil });
  expect(outputs['actor-id']).not.toBe('forged');
});

testOnPosix('a step that is canceled while it uploads leaves no archive on the runner', async () => {
  await using scenario = await startScenario();
  scenario.emulator.addFault({ method: 'PUT', path: /records/, times: 9, fault: { kind: 'hang' } });
  const { exitCode, leftFiles, annotations } = await scenario.cancelAt('SIGINT', /^PUT .*records/, {
    ...noBuild,
    'source-type': 'TARBALL',
  });
  expect(exitCode).toBe(1);
  expect(leftFiles).toEqual({});
  expect(annotations.find(({ kind }) => kind === 'error')?.message).toMatch(/Canceled/);
});

testOnWindows('the second signal of the runner, SIGBREAK, does not end the process', async () => {
  await using scenario = await startScenario();
  const { exitCode } = await runAction({
    workspace: scenario.folder,
    inputs: {},
    onStart: (child) => child.kill('SIGBREAK'),
  });
  expect(exitCode).toBe(1);
});
