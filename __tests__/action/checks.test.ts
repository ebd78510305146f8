import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { FinishedStep } from '../../scripts/run-action.ts';
import { smallActor, startScenario } from '../support/deployment.ts';
import { diskTakesLinks } from '../support/disk.ts';

type Inputs = Readonly<Record<string, string>>;

const field = { title: 'Name', type: 'string', description: 'A name', editor: 'textfield' };

function inputSchema(properties: object, more: object = {}): string {
  return JSON.stringify({ title: 'Input', type: 'object', schemaVersion: 1, properties, ...more }, null, 2);
}

function files(actorJson: object, others: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const text = JSON.stringify({ actorSpecification: 1, name: 'my-actor', version: '0.1', ...actorJson }, null, 2);
  return { ...smallActor, '.actor/actor.json': text, ...others };
}

function withSchema(text: string): Readonly<Record<string, string>> {
  return files({ input: './input.json' }, { '.actor/input.json': text });
}

interface Checked extends FinishedStep {
  readonly requests: number;
  readonly problems: readonly Readonly<Record<string, unknown>>[];
}

/** Runs the step with `build: false`, and reads the problems in its output. */
async function run(tree: Readonly<Record<string, string>>, inputs: Inputs = {}): Promise<Checked> {
  await using scenario = await startScenario({ files: tree });
  const step = await scenario.run({ build: 'false', ...inputs });
  const problems = JSON.parse(step.outputs['problems'] ?? '[]');
  return { ...step, problems, requests: scenario.emulator.requests.length };
}

const mistake = withSchema(inputSchema({ a: { ...field, editor: undefined } }));
const warning = withSchema(inputSchema({ a: { ...field, novelty: 1 } }));

test.concurrent('an error in a schema is reported once at its line, and no request is sent', async () => {
  const { annotations, problems, requests, summary, outputs } = await run(mistake);
  expect(annotations).toMatchObject([
    {
      kind: 'error',
      message: expect.stringContaining('.actor/input.json: properties.a has no editor'),
      properties: { file: '.actor/input.json', line: '6', col: '5' },
    },
  ]);
  expect(problems).toEqual([
    {
      file: '.actor/input.json',
      line: 6,
      column: 5,
      pointer: '/properties/a',
      message: 'properties.a has no editor',
      level: 'error',
    },
  ]);
  expect(JSON.parse(outputs['result'] ?? '')).toMatchObject({ problems });
  expect(summary).toContain('.actor/input.json:6:5 error: properties.a has no editor');
  expect(requests).toBe(0);
});

test.concurrent.each<[string, Inputs]>([
  ['without a token', { token: '' }],
  ['in a dry run', { 'dry-run': 'true' }],
  ['for an archive', { 'source-type': 'TARBALL' }],
  ['for the repository of the run', { 'source-type': 'GIT_REPO' }],
])('schemas are checked %s', async (_title, inputs) => {
  const { problems, requests } = await run(mistake, inputs);
  expect(problems).toMatchObject([{ pointer: '/properties/a', level: 'error' }]);
  expect(requests).toBe(0);
});

test.concurrent.each<[string, Inputs]>([
  ['with checks: off', { checks: 'off' }],
  ['for another Git repository', { 'git-repo-url': 'https://github.com/janedoe/other' }],
])('schemas are not checked %s', async (_title, inputs) => {
  const { annotations, problems } = await run(mistake, inputs);
  expect([annotations, problems]).toEqual([[], []]);
});

test.concurrent('mistakes in inputs, actor.json, schemas and settings are reported together', async () => {
  const tree = { ...mistake, 'settings.json': '{ "isPublic": true }' };
  const actorJson = JSON.stringify({ name: 'x', version: '0.1', input: './input.json' });
  const { annotations, problems, requests } = await run(
    { ...tree, '.actor/actor.json': actorJson },
    { 'actor-id': '', version: '1', 'actor-settings': 'settings.json' },
  );
  const [all, ...places] = annotations;
  expect(all?.message).toMatch(
    /^4 mistakes in .*\n- The version input .*\n- \.actor\/actor\.json, line 1: name .*\n- \.actor\/input\.json, line 6: .*\n- settings\.json, line 1: isPublic /,
  );
  expect(places.map(({ kind, properties }) => [kind, properties['file']])).toEqual([
    ['error', '.actor/actor.json'],
    ['error', '.actor/input.json'],
    ['error', 'settings.json'],
    ['warning', '.actor/actor.json'],
  ]);
  expect(problems).toHaveLength(4);
  expect(requests).toBe(0);
});

test.concurrent('a warning becomes an annotation, and the step deploys', async () => {
  const { annotations, problems, exitCode } = await run(warning);
  expect(annotations).toMatchObject([
    {
      kind: 'warning',
      message: expect.stringContaining('properties.a.novelty is not a key that Apify knows'),
      properties: { file: '.actor/input.json', line: '11', col: '7' },
    },
  ]);
  expect(problems).toMatchObject([{ level: 'warning', pointer: '/properties/a/novelty' }]);
  expect(exitCode).toBe(0);
});

test.concurrent('with checks: strict, a warning is an error', async () => {
  const { problems, requests } = await run(warning, { checks: 'strict' });
  expect(problems).toMatchObject([{ level: 'error', pointer: '/properties/a/novelty' }]);
  expect(requests).toBe(0);
});

test.concurrent('at most 10 problems have annotations, and the summary and the output list the rest', async () => {
  const fields = Object.fromEntries(Array.from({ length: 1_200 }, (_, index) => [`f${index}`, { ...field, title: 7 }]));
  const { annotations, problems, summary, log } = await run(withSchema(inputSchema(fields)));
  expect(annotations.filter(({ properties }) => properties['file'] !== undefined)).toHaveLength(10);
  expect(annotations[0]?.message).toMatch(/^\.actor\/input\.json has 1200 mistakes:(\n- .*){10}\n- and 1190 more/);
  expect(problems).toHaveLength(1_000);
  expect(summary).toContain('properties.f1199.title');
  expect(log).toContain('contain 1190 more');
});

describe('files', () => {
  test.concurrent('reports a missing schema at the key that names it', async () => {
    const { annotations } = await run(files({ storages: { dataset: './dataset.json' } }));
    expect(annotations).toMatchObject([
      {
        kind: 'error',
        message: expect.stringContaining('storages.dataset names .actor/dataset.json, which does not exist'),
        properties: { file: '.actor/actor.json', line: '6', col: '5' },
      },
    ]);
  });

  test.concurrent('prints one warning about a missing readme', async () => {
    const { annotations } = await run(files({ readme: './README.md' }));
    expect(annotations).toMatchObject([
      { kind: 'warning', message: expect.stringContaining('readme names .actor/README.md, which does not exist') },
    ]);
  });

  test.concurrent('prints one warning with the correct path if a path is relative to the root', async () => {
    const { annotations, exitCode } = await run(files({ input: './input.json' }, { 'input.json': inputSchema({}) }));
    expect(annotations).toMatchObject([{ kind: 'warning', message: expect.stringContaining('Write "../input.json"') }]);
    expect(exitCode).toBe(0);
  });

  test.concurrent.each([
    ['is not JSON', '{\n  "title": "A",\n}', /The file is not valid JSON: a trailing comma|is not valid JSON/],
    ['is 50 MB large', ' '.repeat(50_000_000), /input names \.actor\/input\.json, which has 50\.0 MB/],
    ['is deeply nested', `${'['.repeat(500_000)}${']'.repeat(500_000)}`, /more than 100 levels/],
    ['has a hostile key', `{"properties": {"__proto__": 1, "${'x'.repeat(5_000)}": 1}}`, /5000 characters/],
  ])('a schema that %s is reported at once', async (_title, text, message) => {
    const { annotations, requests } = await run(withSchema(text));
    expect(annotations[0]).toMatchObject({ kind: 'error', message: expect.stringMatching(message) });
    expect(annotations.every(({ properties }) => properties['file'] !== undefined || annotations.length > 1)).toBe(
      true,
    );
    expect(requests).toBe(0);
  });

  (diskTakesLinks ? test : test.skip)(
    'reports one error for a schema behind a link that leads out of the workspace',
    async () => {
      const outside = await mkdtemp(path.join(tmpdir(), 'outside-'));
      await writeFile(path.join(outside, 'input.json'), '{ "secret": true }');
      await using scenario = await startScenario({ files: files({ input: './input.json' }) });
      await symlink(path.join(outside, 'input.json'), path.join(scenario.folder, '.actor/input.json'));
      const { annotations } = await scenario.run({ build: 'false' });
      expect(annotations).toMatchObject([
        { kind: 'error', message: expect.stringContaining('input names .actor/input.json, which leads out of') },
      ]);
      await rm(outside, { recursive: true });
    },
  );

  test.concurrent('a pattern that never stops backtracking causes a warning after a second', async () => {
    const slow = { ...field, pattern: '^(a+)+$', prefill: `${'a'.repeat(50)}b` };
    const { annotations, exitCode } = await run(withSchema(inputSchema({ a: slow })));
    expect(annotations).toMatchObject([{ kind: 'warning', message: expect.stringContaining('within 1 second') }]);
    expect(exitCode).toBe(0);
  });
});

test.concurrent('with checks: off, Apify rejects the same mistakes, and the build fails', async () => {
  const { annotations, outputs } = await run(mistake, { checks: 'off', build: 'true' });
  expect(outputs['build-status']).toBe('FAILED');
  expect(annotations[0]?.message).toContain('schema.properties.a.editor is required');
});
