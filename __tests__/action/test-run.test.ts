import { describe, expect, test } from '@jest/globals';
import type { FaultRule, RunScript } from '../../emulator/emulator.ts';
import { type Scenario, smallActor, startScenario } from '../support/deployment.ts';

const schema = {
  title: 'Input',
  type: 'object',
  schemaVersion: 1,
  properties: {
    url: { title: 'URL', type: 'string', description: 'URL', editor: 'textfield', prefill: 'https://example.com' },
    fast: { title: 'Fast', type: 'boolean', description: 'Fast', default: true },
  },
  required: ['url'],
};

const files = { ...smallActor, '.actor/input_schema.json': JSON.stringify(schema, null, 2) };
const given = { 'test-input': '{"url": "https://example.com"}' };

/** `latest` points to build 0.1.1, so the deployed build is 0.1.2. */
async function start(script: RunScript = {}, more: Parameters<typeof startScenario>[0] = {}): Promise<Scenario> {
  const scenario = await startScenario({ files, versions: [{ versionNumber: '0.1', buildTag: 'latest' }], ...more });
  const { actor, emulator } = scenario;
  if (actor !== undefined) emulator.addBuild(actor, { versionNumber: '0.1', tags: ['latest'] });
  emulator.scriptBuilds({ log: [], runMs: 20 });
  emulator.scriptRuns({ readyMs: 10, runMs: 50, ...script });
  return scenario;
}

function tags({ actor }: Scenario): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Object.entries(actor?.taggedBuilds ?? {}).map(([tag, build]) => [tag, build?.buildNumber]));
}

/** Statuses of builds and runs that still cost money. */
function running({ emulator: { platform } }: Scenario): readonly string[] {
  const active = ['READY', 'RUNNING', 'TIMING-OUT'];
  return [...platform.builds, ...platform.runs].map(({ status }) => status).filter((status) => active.includes(status));
}

const moved = { latest: '0.1.2', candidate: '0.1.2' };
const unmoved = { latest: '0.1.1', candidate: '0.1.2' };
const status = (method: string, path: RegExp, code: number, times = 1): FaultRule => ({
  method,
  path,
  times,
  fault: { kind: 'status', status: code, ...(code === 402 ? { type: 'actor-memory-limit-exceeded' } : {}) },
});

describe('a test run that passes', () => {
  test.concurrent('uses the prefilled input, and the tag moves after the run', async () => {
    await using scenario = await start({ log: [{ atMs: 0, text: 'Hello from the run' }], items: [{}, {}] });
    const step = await scenario.run({ 'test-input': 'prefill' });
    const [run] = scenario.emulator.platform.runs;
    expect(step.exitCode).toBe(0);
    expect(JSON.parse(String(run?.input.body))).toEqual({ url: 'https://example.com', fast: true });
    expect(tags(scenario)).toEqual(moved);
    expect(scenario.writes().slice(1)).toEqual([
      'POST /acts/janedoe~my-actor/builds',
      'POST /acts/janedoe~my-actor/validate-input',
      'POST /acts/janedoe~my-actor/runs',
      'PUT /acts/janedoe~my-actor',
    ]);
    expect(step.outputs).toMatchObject({
      'run-id': run?.id,
      'run-status': 'SUCCEEDED',
      'run-url': `https://console.apify.com/actors/${scenario.actor?.id}/runs/${run?.id}`,
      'dataset-item-count': '2',
      'previous-build-number': '0.1.1',
      promoted: 'true',
    });
    expect(JSON.parse(step.outputs['result'] ?? '')).toMatchObject({ runStatus: 'SUCCEEDED', datasetItemCount: 2 });
    expect(step.log).toMatch(/::group::Test run\n(?:(?!::endgroup::)[\s\S])*Hello from the run/);
    expect(step.summary).toContain('is live as <code>latest</code>');
    expect(step.summary).toContain('Test run');
  });

  test.concurrent('uses the options, and the input of a file', async () => {
    await using scenario = await start({}, { files: { ...files, 'test/in.json': '{"url": "https://apify.com"}' } });
    const options = {
      'test-input': 'test/in.json',
      'test-timeout': '60',
      'test-memory': '512',
      'test-max-charge-usd': '0.5',
    };
    expect((await scenario.run(options)).exitCode).toBe(0);
    const [run] = scenario.emulator.platform.runs;
    expect(JSON.parse(String(run?.input.body))).toEqual({ url: 'https://apify.com' });
    expect(run?.options).toMatchObject({
      build: '0.1.2',
      timeoutSecs: 60,
      memoryMbytes: 512,
      maxTotalChargeUsd: 0.5,
    });
  });

  test.concurrent('with promote: false does not move the tag', async () => {
    await using scenario = await start();
    const step = await scenario.run({ ...given, promote: 'false' });
    expect([step.exitCode, step.outputs['promoted'], tags(scenario)]).toEqual([0, 'false', unmoved]);
    expect(step.summary).toContain('passed its test run');
  });

  test.concurrent('with build-tag: candidate does not write the tag again', async () => {
    await using scenario = await start();
    const step = await scenario.run({ ...given, 'build-tag': 'candidate' });
    expect([step.exitCode, step.outputs['promoted'], tags(scenario)]).toEqual([0, 'true', unmoved]);
    expect(scenario.writes().filter((request) => request.startsWith('PUT'))).toEqual([]);
  });

  test.concurrent('without a build tag has nothing to promote', async () => {
    await using scenario = await start({}, { versions: [{ versionNumber: '0.1' }] });
    const step = await scenario.run(given);
    expect([step.exitCode, step.outputs['promoted'], tags(scenario)]).toEqual([0, 'false', unmoved]);
    expect(step.annotations).toMatchObject([
      { kind: 'warning', message: expect.stringContaining('nothing to promote') },
    ]);
  });
});

test.concurrent('promote: false works without a test run', async () => {
  await using scenario = await start();
  const step = await scenario.run({ promote: 'false' });
  expect([step.exitCode, step.outputs['promoted'], tags(scenario)]).toEqual([0, 'false', unmoved]);
  expect([step.outputs['run-id'], scenario.emulator.platform.runs]).toEqual([undefined, []]);
});

test.concurrent('a build that does not end in time is not tested and not promoted', async () => {
  await using scenario = await start();
  scenario.emulator.scriptBuilds({ runMs: 60_000 });
  const step = await scenario.run({ ...given, 'wait-for-finish': '1' });
  expect([step.exitCode, step.outputs['promoted'], scenario.emulator.platform.runs]).toEqual([0, 'false', []]);
  expect(step.annotations.map(({ message }) => message).join('\n')).toContain('There is no test run');
});

test.concurrent('a dry run shows the test run and writes nothing', async () => {
  await using scenario = await start();
  const step = await scenario.run({ ...given, 'dry-run': 'true' });
  expect([step.exitCode, scenario.writes()]).toEqual([0, []]);
  expect(step.log).toContain('Test the build with the input of test-input');
});

interface Row {
  readonly script?: RunScript;
  readonly faults?: readonly FaultRule[];
  readonly inputs?: Readonly<Record<string, string>>;
  readonly exitCode: 0 | 1;
  readonly tags: Readonly<Record<string, string>>;
  /** In the error, or in the log if the step passes. */
  readonly message: string;
  /** The number of runs that were started. */
  readonly runs?: number;
  /** The requests that the log reports as repeated. */
  readonly retries?: number;
  /** The factor by which time passes faster in the action. */
  readonly speed?: number;
  /** The part of the error about the tag. By default, the tag was not moved. */
  readonly moved?: string;
}

const runs = /\/runs$/;
const getRun = /\/actor-runs\/\w+$/;
const notMoved = 'Build 0.1.2 has the tag candidate, and the tag latest was not moved to it';

/** The rows of the table in docs/test-and-promote.md. */
const rows: Readonly<Record<string, Row>> = {
  'The run is FAILED': {
    script: { status: 'FAILED', statusMessage: 'Out of luck', log: [{ atMs: 0, text: 'TypeError: x' }] },
    exitCode: 1,
    tags: unmoved,
    message: 'failed (FAILED): Out of luck',
  },
  'The run is TIMED-OUT': {
    script: { runMs: 60_000 },
    inputs: { 'test-timeout': '1' },
    exitCode: 1,
    tags: unmoved,
    message: 'exceeded test-timeout (TIMED-OUT)',
  },
  'The run is ABORTED': { script: { status: 'ABORTED' }, exitCode: 1, tags: unmoved, message: 'was aborted (ABORTED)' },
  'The run is READY forever': {
    script: { readyMs: Number.POSITIVE_INFINITY },
    inputs: { 'test-timeout': '1' },
    exitCode: 1,
    tags: unmoved,
    message: 'did not end within 6.0 s, so the action aborted it',
    speed: 4,
  },
  'Too few items': {
    script: { items: [{}], itemCountAfterMs: 0 },
    inputs: { 'test-min-items': '2' },
    exitCode: 1,
    tags: unmoved,
    message: 'has 1 item, and test-min-items requires 2 items',
    speed: 15,
  },
  'Late items': { script: { itemCountAfterMs: 1_500 }, exitCode: 0, tags: moved, message: 'succeeded with 1 item' },
  'No items with test-min-items: 0': {
    script: { items: [] },
    inputs: { 'test-min-items': '0' },
    exitCode: 0,
    tags: moved,
    message: 'succeeded with 0 items',
  },
  'Memory limit (402), once': {
    faults: [status('POST', runs, 402)],
    exitCode: 0,
    tags: moved,
    message: "Other builds and runs are using the account's memory",
    speed: 5,
  },
  'Memory limit (402), always': {
    faults: [status('POST', runs, 402, 100)],
    inputs: { 'wait-for-finish': '60' },
    exitCode: 1,
    tags: unmoved,
    message: 'max-parallel',
    runs: 0,
    speed: 20,
  },
  'Lost response to the run request': {
    faults: [{ method: 'POST', path: runs, fault: { kind: 'lost-answer' } }],
    exitCode: 0,
    tags: moved,
    message: 'checks whether a run was started',
    runs: 1,
  },
  'Run request that did not arrive': {
    faults: [{ method: 'POST', path: runs, fault: { kind: 'reset' } }],
    exitCode: 0,
    tags: moved,
    message: 'No run was started. The action sends the request once more',
    runs: 1,
    speed: 3,
  },
  'Run request that never arrives': {
    faults: [{ method: 'POST', path: runs, times: 9, fault: { kind: 'reset' } }],
    exitCode: 1,
    tags: unmoved,
    message: 'No test run of build 0.1.2 could be started',
    runs: 0,
    speed: 3,
  },
  'Lost responses of validate-input, the status, the dataset and the tag': {
    faults: [
      { method: 'POST', path: /validate-input$/, fault: { kind: 'lost-answer' } },
      { method: 'GET', path: getRun, fault: { kind: 'lost-answer' } },
      { method: 'GET', path: /\/datasets\//, fault: { kind: 'lost-answer' } },
      { method: 'PUT', fault: { kind: 'lost-answer' } },
    ],
    exitCode: 0,
    tags: moved,
    message: 'Retrying in',
    retries: 4,
    speed: 3,
  },
  'Server error (5xx) of the run request, which was carried out': {
    faults: [{ method: 'POST', path: runs, fault: { kind: 'status', status: 503, carriedOut: true } }],
    exitCode: 0,
    tags: moved,
    message: 'checks whether a run was started',
    runs: 1,
  },
  'Server error (5xx) of the status and the log': {
    faults: [status('GET', getRun, 502), status('GET', /\/logs\//, 500)],
    exitCode: 0,
    tags: moved,
    message: 'Retrying in',
    retries: 1,
  },
  'Rejected input': {
    inputs: { 'test-input': '{"url": 1}' },
    exitCode: 1,
    tags: unmoved,
    message: 'Apify rejected the test input: Input is not valid: Field input.url must be string',
    runs: 0,
  },
  'Token without permission to run': {
    faults: [{ method: 'POST', path: runs, fault: { kind: 'status', status: 403, type: 'insufficient-permissions' } }],
    exitCode: 1,
    tags: unmoved,
    message: 'Tokens with limited permissions',
    runs: 0,
  },
  'Token without permission to move the tag': {
    faults: [{ method: 'PUT', fault: { kind: 'status', status: 403, type: 'insufficient-permissions' } }],
    exitCode: 1,
    tags: unmoved,
    message: 'Tokens with limited permissions',
  },
  'Server error (5xx) of the tag, always': {
    faults: [{ method: 'PUT', times: 99, fault: { kind: 'status', status: 503, carriedOut: true } }],
    exitCode: 1,
    tags: moved,
    message: 'returned 503',
    moved: 'and the tag latest may or may not have been moved to it',
    speed: 20,
  },
};

describe('a fault', () => {
  test.concurrent.each(Object.entries(rows))('%s', async (_name, row) => {
    await using scenario = await start(row.script);
    for (const fault of row.faults ?? []) scenario.emulator.addFault(fault);
    const step = await scenario.run({ ...given, ...row.inputs }, { speed: row.speed ?? 1 });
    const errors = step.annotations.filter(({ kind }) => kind === 'error').map(({ message }) => message);
    expect([step.exitCode, tags(scenario)]).toEqual([row.exitCode, row.tags]);
    expect(running(scenario)).toEqual([]);
    expect(scenario.emulator.platform.runs).toHaveLength(row.runs ?? 1);
    expect(step.outputs['promoted']).toBe(String(row.exitCode === 0));
    const shown = row.exitCode === 0 ? step.log : errors.join('\n');
    expect(shown).toContain(row.message);
    if (row.retries !== undefined) expect(step.log.match(/Retrying in/g)?.length).toBeGreaterThanOrEqual(row.retries);
    if (row.exitCode === 1) expect(shown.split(/Build 0\.1\.2 has the tag candidate/)).toHaveLength(2);
    if (row.exitCode === 1) expect(shown).toContain(row.moved ?? notMoved);
    if (row.exitCode === 1 && row.runs !== 0 && row.script !== undefined) {
      expect(shown).toContain(`${notMoved}. See ${step.outputs['run-url']}`);
      expect(step.summary).toContain('failed its test run');
    }
    if (row.script?.log !== undefined) {
      expect(shown).toMatch(/The last lines of its log:\n.*TypeError: x/);
      expect(step.summary).toContain('TypeError: x');
    }
  });

  test.concurrent('a rejected field is annotated in the file of the input', async () => {
    const input = '{\n  "url": 1\n}\n';
    await using scenario = await start({}, { files: { ...files, 'in.json': input } });
    const step = await scenario.run({ 'test-input': 'in.json' });
    expect(step.annotations.at(-1)?.properties).toMatchObject({ file: 'in.json', line: '2' });
  });

  test.concurrent('a rejected prefill is annotated in actor.json if that contains the schema', async () => {
    const actorJson = { actorSpecification: 1, name: 'my-actor', version: '0.1', input: schema };
    const inline = { ...smallActor, '.actor/actor.json': JSON.stringify(actorJson, null, 2) };
    await using scenario = await start({}, { files: inline });
    const message = 'Field input.url must be shorter';
    const fault = { kind: 'status', status: 400, message } as const;
    scenario.emulator.addFault({ method: 'POST', path: /validate-input$/, fault });
    const step = await scenario.run({ 'test-input': 'prefill' });
    const line = inline['.actor/actor.json'].split('\n').findIndex((text) => text.includes('"prefill"')) + 1;
    expect(step.annotations.at(-1)?.properties).toMatchObject({ file: '.actor/actor.json', line: String(line) });
  });

  test.concurrent('a tag that another run moved to a newer build meanwhile is not moved', async () => {
    await using scenario = await start();
    const { actor, emulator } = scenario;
    if (actor === undefined) throw new Error('no Actor');
    const change = (): void => void emulator.addBuild(actor, { versionNumber: '0.1', tags: ['latest'] });
    emulator.addFault({ method: 'POST', path: runs, fault: { kind: 'race', change } });
    const step = await scenario.run(given);
    expect([step.exitCode, step.outputs['promoted'], tags(scenario)['latest']]).toEqual([0, 'false', '0.1.3']);
    expect(step.annotations).toMatchObject([
      { kind: 'warning', message: expect.stringContaining('already points to build 0.1.3') },
    ]);
    expect(step.summary).toMatch(/<code>latest<\/code> points to the newer build <a [^>]*>0\.1\.3</);
    expect(scenario.writes().filter((request) => request.startsWith('PUT'))).toEqual([]);
  });

  test.concurrent('several runs of the build after a lost response are an error that lists them', async () => {
    await using scenario = await start();
    const { emulator } = scenario;
    emulator.addFault({ method: 'POST', path: runs, fault: { kind: 'lost-answer' } });
    const change = (): void => {
      const [run] = emulator.platform.runs;
      if (run !== undefined) emulator.platform.runs.push({ ...run });
    };
    emulator.addFault({ method: 'GET', path: runs, fault: { kind: 'race', change } });
    const step = await scenario.run(given);
    expect([step.exitCode, tags(scenario)]).toEqual([1, unmoved]);
    expect(step.annotations.at(-1)?.message).toContain(
      'A test run of build 0.1.2 was started, but the action cannot determine which of these 2 runs',
    );
  });
});

// Windows ends a process that receives a signal at once.
const onSystemsWithSignals = process.platform === 'win32' ? describe.skip : describe;

onSystemsWithSignals('a cancellation', () => {
  const late = (method: string, path: RegExp): FaultRule => ({ method, path, fault: { kind: 'delay', ms: 600 } });

  test.concurrent.each<[string, RegExp, FaultRule | undefined, string]>([
    ['while the input is validated', /^POST .*validate-input$/, late('POST', /validate-input/), 'Canceled (SIGINT)'],
    ['while the run is started', /^POST .*runs$/, late('POST', runs), 'aborted'],
    ['while the run is in progress', /^GET .*actor-runs/, undefined, 'aborted'],
  ])('%s stops the build or run, and the tag does not move', async (_stage, request, fault, message) => {
    await using scenario = await start({ runMs: 60_000, abortMs: 10 });
    if (fault !== undefined) scenario.emulator.addFault(fault);
    const step = await scenario.cancelAt('SIGINT', request, given);
    expect([step.exitCode, tags(scenario), running(scenario)]).toEqual([1, unmoved, []]);
    expect(step.annotations.at(-1)?.message).toContain(message);
    expect(step.summary).toContain('🛑');
  });

  test.concurrent('while the build is running aborts the build', async () => {
    await using scenario = await start();
    scenario.emulator.scriptBuilds({ runMs: 60_000, abortMs: 10 });
    const step = await scenario.cancelAt('SIGINT', /^GET .*actor-builds/, given);
    expect([step.exitCode, tags(scenario), running(scenario)]).toEqual([1, { latest: '0.1.1' }, []]);
    expect(scenario.emulator.platform.runs).toEqual([]);
  });

  test.concurrent('while items are counted does not move the tag', async () => {
    await using scenario = await start({ items: [] });
    const step = await scenario.cancelAt('SIGINT', /^GET .*datasets/, given);
    expect([step.exitCode, tags(scenario), running(scenario)]).toEqual([1, unmoved, []]);
    expect(step.annotations.at(-1)?.message).toContain('had already ended with status SUCCEEDED');
  });

  test.concurrent('while the tag is moved waits for the response and reports it', async () => {
    await using scenario = await start();
    scenario.emulator.addFault(late('PUT', /my-actor$/));
    const step = await scenario.cancelAt('SIGINT', /^PUT /, given);
    expect([step.exitCode, tags(scenario), running(scenario)]).toEqual([1, moved, []]);
    expect(step.annotations.at(-1)?.message).toContain(
      'Already written before the step was canceled: version 0.1, tag latest',
    );
  });
});

test.concurrent('invalid inputs are one error before anything is written', async () => {
  await using scenario = await start();
  const step = await scenario.run({ 'test-input': 'none.json', 'test-timeout': '0', 'wait-for-finish': '0' });
  expect([step.exitCode, scenario.writes()]).toEqual([1, []]);
  const message = step.annotations.at(-1)?.message;
  expect(message).toContain('test-timeout');
  expect(message).toContain('wait-for-finish: 0 contradict');
  expect(message).toContain('none.json');
});

test.concurrent.each<[string, Readonly<Record<string, string>>]>([
  ['a plain deployment', {}],
  ['a deployment with promote: True', { promote: 'True' }],
  [
    'a deployment with only options for a test run',
    { 'test-timeout': '60', 'test-memory': '512', 'test-min-items': '0' },
  ],
])('%s sends no request for a test run, and its build has the build tag', async (_name, inputs) => {
  await using scenario = await start();
  const step = await scenario.run(inputs);
  expect([step.exitCode, tags(scenario)]).toEqual([0, { latest: '0.1.2' }]);
  expect(scenario.writes()).toEqual(['POST /acts/janedoe~my-actor/versions/0.1', 'POST /acts/janedoe~my-actor/builds']);
  expect(scenario.emulator.requests.at(-1)?.query.toString()).not.toContain('candidate');
});
