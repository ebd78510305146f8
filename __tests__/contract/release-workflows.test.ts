import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import type { Job, Step, Workflow } from '../support/workflows.ts';

const root = path.dirname(path.dirname(import.meta.dirname));

interface GatedJob extends Job {
  readonly if?: string;
  readonly environment?: string;
}

function jobsOf(name: string): Readonly<Record<string, GatedJob>> {
  const workflow: Workflow = parse(readFileSync(path.join(root, '.github/workflows', name), 'utf8'));
  return workflow.jobs;
}

function each<T>(jobs: Readonly<Record<string, GatedJob>>, look: (job: GatedJob) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(jobs).map(([name, job]) => [name, look(job)]));
}

const release = jobsOf('release.yml');
const rebuild = jobsOf('rebuild-dist.yml');
const integration = jobsOf('integration.yml');

describe('release.yml', () => {
  test('runs the tests, creates a draft, waits for a reviewer, attests, and then publishes', () => {
    expect(each(release, ({ needs }) => needs)).toEqual({
      check: undefined,
      ci: 'check',
      build: 'check',
      draft: ['ci', 'build'],
      attest: 'draft',
      publish: 'attest',
    });
    expect(Object.keys(release).filter((name) => release[name]?.environment === 'release')).toEqual(['attest']);
  });

  test('runs no job if an earlier job did not succeed', () => {
    expect(Object.values(release).filter((job) => job.if !== undefined)).toEqual([]);
    const steps = Object.values(release).flatMap(({ steps = [] }) => steps);
    expect(steps.filter((step) => step.if !== undefined || step['continue-on-error'] !== undefined)).toEqual([]);
  });

  test('lets only the signing job sign, and only the publishing jobs publish', () => {
    const reads = { contents: 'read' };
    expect(each(release, ({ permissions }) => permissions)).toEqual({
      check: reads,
      ci: reads,
      build: reads,
      draft: { contents: 'write' },
      attest: { 'id-token': 'write', attestations: 'write' },
      publish: { contents: 'write' },
    });
  });

  test('attests the files that were compared with a fresh build', () => {
    const scripts = release['build']?.steps?.map(({ run, with: given }) => run ?? given?.['path']);
    expect(scripts?.slice(-2)).toEqual(['npm run check:dist', 'dist']);
  });

  test('checks that the release is possible at the start, and before each job that writes', () => {
    const looks = ['check', 'draft', 'publish'].map((name) => release[name]?.steps?.find(isLook));
    expect(new Set(looks.map((step) => JSON.stringify(step))).size).toBe(1);
    for (const name of ['draft', 'publish']) expect(release[name]?.steps?.findIndex(isLook)).toBe(0);
  });
});

function isLook({ name }: Step): boolean {
  return name === 'Check that the release is possible';
}

describe('rebuild-dist.yml', () => {
  test("builds only Dependabot's pull requests in this repository, and commits in a separate job", () => {
    expect(rebuild['build']?.if).toBe(
      "github.event.pull_request.user.login == 'dependabot[bot]' && " +
        'github.event.pull_request.head.repo.full_name == github.repository',
    );
    expect(rebuild['commit']).toMatchObject({ needs: 'build', if: "needs.build.outputs.stale == 'true'" });
    expect(each(rebuild, ({ permissions }) => permissions)).toEqual({
      build: { contents: 'read' },
      commit: { contents: 'write' },
    });
  });

  test('commits only dist/', () => {
    const script = rebuild['commit']?.steps?.at(-1)?.run ?? '';
    expect(script.match(/^git (?:add|commit) .*/gm)).toEqual([
      'git add --all -- dist',
      "git commit -m 'Rebuild dist [dependabot skip]'",
    ]);
  });
});

// The scripts of the jobs that write, with a fake `gh`. Windows may not have bash.
const bash = process.platform === 'win32' ? describe.skip : describe;
const sha = '0123456789abcdef0123456789abcdef01234567';
const other = 'fedcba9876543210fedcba9876543210fedcba98';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gh-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
});

/** The output of `gh` by words of its arguments; undefined if it fails. The first match applies. */
type Answers = Readonly<Record<string, string | undefined>>;

/** Runs a step. @returns whether it succeeded, and the changes that it made on GitHub. */
function run(
  step: Step | undefined,
  answers: Answers,
  environment: Readonly<Record<string, string>> = {},
): { readonly ok: boolean; readonly changes: readonly string[] } {
  const cases = Object.entries(answers).map(([words, answer]) => {
    const then = answer === undefined ? 'echo "gh: HTTP 502" >&2; exit 1' : `echo '${answer}'`;
    return `*'${words}'*) ${then} ;;`;
  });
  const calls = path.join(folder, 'calls');
  writeFileSync(calls, '');
  const gh = `#!/bin/bash\necho "$*" >> '${calls}'\ncase "$*" in\n${cases.join('\n')}\nesac\n`;
  writeFileSync(path.join(folder, 'gh'), gh, { mode: 0o755 });
  const { status } = spawnSync('bash', ['-e', '-c', step?.run ?? 'exit 9'], {
    env: {
      PATH: `${folder}:${process.env['PATH']}`,
      RUNNER_TEMP: folder,
      GITHUB_STEP_SUMMARY: path.join(folder, 'summary'),
      GITHUB_SHA: sha,
      GH_REPO: 'janedoe/deploy-apify-actor',
      VERSION: '1.2.3',
      ...environment,
    },
  });
  const change = /^(?:api --method (\w+) \S*?\/(?=releases|git)(\S+)|((?:release|issue) (?!list)\S+ \S+))/;
  const changes = readFileSync(calls, 'utf8')
    .split('\n')
    .flatMap((call) => change.exec(call)?.slice(1).filter(Boolean).join(' ') ?? []);
  return { ok: status === 0, changes };
}

bash('the check that the release is possible', () => {
  const free: Answers = { 'matching-refs/tags/v1.2.3': '', '.github?ref=': 'a1' };
  const taken: Answers = { ...free, 'matching-refs/tags/v1.2.3': 'refs/tags/v1.2.3' };
  test.each<[string, Answers, boolean]>([
    ['no tag, the same workflows', free, true],
    ['a tag at this commit', { ...taken, 'commits/tags/v1.2.3': sha }, true],
    ['a tag at another commit', { ...taken, 'commits/tags/v1.2.3': other }, false],
    ['different workflows on main', { '.github?ref=main': 'b2', ...free }, false],
    ['tags that cannot be listed', { ...free, 'matching-refs/tags/v1.2.3': undefined }, false],
    ['workflows that cannot be listed', { ...free, '.github?ref=': undefined }, false],
  ])('%s', (_words, answers, ok) => {
    expect(run(release['publish']?.steps?.find(isLook), answers)).toEqual({ ok, changes: [] });
  });
});

bash('the draft', () => {
  test.each<[string, string | undefined, boolean, readonly string[]]>([
    ['for a new version is created', '', true, ['release create v1.2.3']],
    ['from an earlier run is replaced', 'true 7', true, ['DELETE releases/7', 'release create v1.2.3']],
    ['is not created if the version is published', 'false 7', false, []],
    ['is not created if the releases cannot be listed', undefined, false, []],
  ])('%s', (_words, releases, ok, changes) => {
    expect(run(release['draft']?.steps?.at(-1), { '/releases --jq': releases })).toEqual({ ok, changes });
  });
});

bash('the release', () => {
  const ready: Answers = {
    '/releases --jq': `true ${sha}`,
    'commits/tags/v1.2.3': sha,
    'releases/tags/v1.2.3': 'true',
    'matching-refs/tags/v1 ': 'refs/tags/v1',
  };
  const edit = 'release edit v1.2.3';
  const move = 'PATCH git/refs/tags/v1';
  test.each<[string, Answers, boolean, readonly string[]]>([
    ['is published, then v1 moves', {}, true, [edit, move]],
    ['is published, then v1 is created', { 'matching-refs/tags/v1 ': '' }, true, [edit, 'POST git/refs']],
    ['is not published twice', { '/releases --jq': `false ${sha}` }, true, [move]],
    ['is not published without a draft', { '/releases --jq': '' }, false, []],
    ['is not published from a draft for another commit', { '/releases --jq': `true ${other}` }, false, []],
    ['is not published from two drafts', { '/releases --jq': `true ${sha}\ntrue ${sha}` }, false, []],
    ['is not published if drafts cannot be listed', { '/releases --jq': undefined }, false, []],
    ['does not move v1 if its tag is at another commit', { 'commits/tags/v1.2.3': other }, false, [edit]],
    ['does not move v1 if the release is not immutable', { 'releases/tags/v1.2.3': 'false' }, false, [edit]],
    [
      'does not move v1 if it is unknown whether the release is immutable',
      { 'releases/tags/v1.2.3': undefined },
      false,
      [edit],
    ],
    ['does not create v1 if tags cannot be listed', { 'matching-refs/tags/v1 ': undefined }, false, [edit]],
  ])('%s', (_words, answers, ok, changes) => {
    expect(run(release['publish']?.steps?.at(-1), { ...ready, ...answers })).toEqual({ ok, changes });
  });
});

bash('the report of the integration run', () => {
  test.each<[string, string, readonly string[]]>([
    ['success success', '', []],
    ['success success', '7', ['issue close 7']],
    ['success skipped', '7', []],
    ['success failure', '', ['issue create --title']],
    ['success cancelled', '7', ['issue comment 7']],
    ['failure skipped', '7', ['issue comment 7']],
  ])('%s, open issue "%s": %j', (results, number, changes) => {
    const step = integration['report']?.steps?.at(-1);
    expect(run(step, { 'issue list': number }, { RESULTS: results, TITLE: 'It fails' })).toEqual({ ok: true, changes });
  });

  test('runs after every result, on main only', () => {
    expect(integration['report']).toMatchObject({
      needs: ['token', 'deploy'],
      if: "always() && github.ref == 'refs/heads/main'",
    });
  });
});
