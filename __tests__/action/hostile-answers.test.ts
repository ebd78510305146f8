import { createServer } from 'node:http';
import { afterAll, describe, expect, test } from '@jest/globals';
import { GITHUB_TOKEN, runAction } from '../../scripts/run-action.ts';
import { smallActor, startScenario } from '../support/deployment.ts';
import { push } from '../support/discovery.ts';
import { startFakeGitHub } from '../support/fake-github.ts';
import { actorFiles, createHistory } from '../support/history.ts';
import { listen, serve } from '../support/peer.ts';

const noBuild = { build: 'false' };
const quick = { 'env-vars-mode': 'replace' };

describe("a response of GitHub's compare API", () => {
  const missing = ['a'.repeat(40), 'b'.repeat(40)] as const;
  const history = createHistory();
  history.commit(actorFiles('packages/a'));
  afterAll(() => history[Symbol.dispose]());
  const discover = (url: string) =>
    runAction({
      action: 'discover',
      workspace: history.folder,
      inputs: {},
      event: push(...missing),
      environment: { GITHUB_API_URL: url },
    });

  test.concurrent('that never ends is cut off, and all Actors are included', async () => {
    let sent = 0;
    await using peer = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const write = (): void => {
        while (!response.destroyed && response.write(' '.repeat(1024 ** 2))) sent += 1;
      };
      response.on('drain', write);
      write();
    });
    const { exitCode, outputs, annotations, summary } = await discover(peer.url);
    expect({ exitCode, count: outputs['count'] }).toEqual({ exitCode: 0, count: '1' });
    expect(annotations.map(({ kind }) => kind)).toEqual(['warning']);
    expect(summary).not.toBe('');
    expect(sent).toBeLessThan(100);
  });

  test.concurrent.each([
    ['a million levels of JSON', '['.repeat(1_000_000)],
    ['files that are numbers', { status: 'ahead', files: [1, null, 'x'] }],
    ['files that are a string', { status: 'ahead', files: 'x' }],
    [
      'names that lead out of the repository',
      { status: 'ahead', files: [{ filename: '../../etc/passwd', status: 'added' }] },
    ],
    ['null', 'null'],
    ['a web page', '<html><title>::error::x</title></html>'],
  ])('with %s causes a warning, or affects no Actor', async (_title, body) => {
    await using gitHub = await startFakeGitHub([{ body }]);
    const { exitCode, log, outputs } = await discover(gitHub.url);
    expect(exitCode).toBe(0);
    expect(outputs).toHaveProperty('matrix');
    expect(log).not.toMatch(/^\s*::error|Unexpected error/m);
  });

  test.concurrent('that redirects does not send the token to another server', async () => {
    await using other = await startFakeGitHub([{ body: {} }]);
    await using gitHub = await startFakeGitHub([{ status: 301, body: '', headers: { location: `${other.url}/x` } }]);
    const { exitCode, outputs, annotations } = await discover(gitHub.url);
    expect({ exitCode, count: outputs['count'], asked: other.asked }).toEqual({ exitCode: 0, count: '1', asked: [] });
    expect(annotations.map(({ kind }) => kind)).toEqual(['warning']);
    expect(JSON.stringify(other.headers)).not.toContain(GITHUB_TOKEN);
  });
});

describe('a response of the Apify API', () => {
  test.concurrent.each([302, 308])('with the status %i does not send the token to another server', async (status) => {
    await using other = await startFakeGitHub([{ body: {} }]);
    await using scenario = await startScenario();
    const headers = { location: `${other.url}/v2/x` };
    scenario.emulator.addFault({ times: 9, fault: { kind: 'status', status, headers } });
    const { exitCode, annotations, outputs, summary } = await scenario.run(noBuild);
    expect({ exitCode, asked: other.asked }).toEqual({ exitCode: 1, asked: [] });
    expect(annotations[0]?.message).toMatch(/redirect to http.*which the action does not follow/);
    expect(outputs).toHaveProperty('actor-id');
    expect(summary).not.toBe('');
  });

  const wrongData: readonly (readonly [string, unknown])[] = [
    ['null', null],
    ['a number', 5],
    ['a list', []],
    ['a string', 'x'],
    ['an empty object', {}],
    [
      'an object with values of wrong types',
      { id: {}, name: [], username: 1, versions: 'x', taggedBuilds: 7, buildNumber: [] },
    ],
    ['keys such as __proto__', JSON.parse('{"__proto__":{"id":"x"},"constructor":1,"id":null}')],
  ];
  const requests = [
    ['the Actor', 'GET', /~my-actor$/],
    ['the version', 'POST', /versions\/0\.1$/],
    ['a new build', 'POST', /builds$/],
    ['the build', 'GET', /actor-builds\/\w+$/],
  ] as const;
  // Each kind of data is tried with one request. `__tests__/apify` tests the other requests.
  const cases = wrongData.map(([data, value], index) => {
    const [title, ...request] = requests[index % requests.length] ?? requests[0];
    return [title, data, request, value] as const;
  });
  test.concurrent.each(cases)(
    '%s with %s as its data is an error that names the request',
    async (_title, _data, [method, path], value) => {
      await using scenario = await startScenario();
      scenario.emulator.addFault({ method, path, times: 99, fault: { kind: 'edit', edit: () => value } });
      const inputs = { ...quick, 'wait-for-finish': '3' };
      const { log, exitCode, annotations, outputs, summary } = await scenario.run(inputs, { speed: 10 });
      expect(log).not.toMatch(/Unexpected error|TypeError/);
      if (exitCode === 1)
        expect(annotations.find(({ kind }) => kind === 'error')?.message).toMatch(/(GET|POST) \/v2\//);
      expect(outputs).toHaveProperty('result');
      expect(summary).not.toBe('');
    },
  );

  test.concurrent('with an unknown build status causes a warning at once', async () => {
    await using scenario = await startScenario();
    const edit = (data: object): object => ({ ...data, status: 'EVIL\n::error::x' });
    scenario.emulator.addFault({ path: /builds/, times: 99, fault: { kind: 'edit', edit } });
    scenario.emulator.queueNextBuild({ runMs: 60_000 });
    const aboutBuild = () => scenario.emulator.requests.filter(({ path }) => path.includes('/actor-builds/')).length;
    let requestsBefore: number | undefined;
    const onLog = (text: string): void => {
      if (text.includes('EVIL')) requestsBefore ??= aboutBuild();
    };
    const { exitCode, annotations, outputs } = await scenario.run({ 'wait-for-finish': '3' }, { onLog, speed: 5 });
    expect({ exitCode, outputs }).toMatchObject({ exitCode: 0, outputs: { 'build-id': expect.any(String) } });
    expect(annotations.filter(({ message }) => message.includes('unknown status'))).toMatchObject([
      { kind: 'warning' },
    ]);
    // The first request for the status, and the first request for the log.
    expect(requestsBefore).toBeLessThanOrEqual(2);
    expect(aboutBuild()).toBeGreaterThan(2);
  });

  test.concurrent('with commands, HTML and Markdown in its strings has no effect', async () => {
    await using scenario = await startScenario();
    const evil = '\n::error::forged\n##[error]forged</pre></td>\n\n# big <img src=x>';
    scenario.emulator.addFault({
      method: 'POST',
      path: /versions\/0\.1$/,
      fault: { kind: 'edit', edit: (data) => ({ ...data, buildTag: evil, envVars: [{ name: evil, value: 'x' }] }) },
    });
    const { annotations, summary, outputs, log } = await scenario.run(noBuild);
    expect(annotations.filter(({ message }) => message === 'forged')).toEqual([]);
    expect(log).not.toContain('##[error]');
    expect(summary).not.toMatch(/<img|^# big/m);
    expect(JSON.parse(outputs['result'] ?? '')).toMatchObject({ buildTag: evil });
  });

  test.concurrent('that arrives one byte at a time ends with an error', async () => {
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{');
      response.destroy();
    });
    await using peer = await listen(server);
    await using scenario = await startScenario();
    const { exitCode, annotations, summary } = await scenario.run(
      { ...noBuild, 'api-base-url': peer.url },
      {
        onLog: (text, child) => {
          if (text.includes('ttempt')) child.kill('SIGTERM');
        },
      },
    );
    expect(exitCode).toBe(1);
    expect(annotations.map(({ message }) => message).join()).toMatch(/Canceled|GET \/v2/);
    expect(summary).not.toBe('');
  });
});

describe('the log of a build', () => {
  const run = async (
    text: string,
    more: Readonly<Record<string, string>> = {},
    status: 'SUCCEEDED' | 'FAILED' = 'SUCCEEDED',
  ) => {
    await using scenario = await startScenario();
    scenario.emulator.queueNextBuild({ log: [{ atMs: 0, text }], runMs: 50, status });
    const start = performance.now();
    const step = await scenario.run(more);
    return { ...step, ms: performance.now() - start };
  };

  test.concurrent('may have a line of 8 MB, of which a part is printed', async () => {
    const { exitCode, log } = await run(`${'x y '.repeat(2 * 1024 ** 2)}\nlast line\n`);
    expect(exitCode).toBe(0);
    expect(log).toContain('last line');
    expect(log.length).toBeLessThan(100_000);
  });

  test('may contain lines that would slow down other programs', async () => {
    const lines = [
      '\u001b[1m'.repeat(4000),
      '\u001b]'.repeat(8000),
      '\u001b['.repeat(8000),
      '#'.repeat(16_000),
      '\u200b'.repeat(5000),
      `${': '.repeat(4000)}::`,
      ':1'.repeat(8000),
      ' '.repeat(16_000),
      '…'.repeat(5000),
      'sesame-open-01234567'.repeat(800),
    ];
    const secret = { 'secret-env-vars': 'S=sesame-open-0123456789-0123456789' };
    const text = lines.map((line) => `${line}\n`.repeat(30)).join('');
    const { exitCode, ms } = await run(text, secret, 'FAILED');
    expect(exitCode).toBe(1);
    // 0.3 s for each line would be 90 s.
    expect(ms).toBeLessThan(20_000);
  });

  test.concurrent('cannot end a section of the summary with lines of spaces or with tags', async () => {
    const text = 'first\n \t \n\u00a0\n\n\u2003\n</pre></details>\n# title\n<script>\nlast\n';
    const { summary } = await run(text, {}, 'FAILED');
    const [, section = ''] =
      /<details open><summary>Last lines of the build log<\/summary>\n<pre>([\s\S]*?)<\/pre>/.exec(summary) ?? [];
    expect(section).toContain('last');
    expect(section).not.toMatch(/^\s*$/m);
    expect(summary).not.toContain('<script>');
  });

  test.concurrent('cannot stop commands of later steps or add masks', async () => {
    const commands = [
      '::stop-commands::x',
      '::add-mask::e',
      '::add-matcher::x.json',
      '##[stop-commands]x',
      '::group::',
      '\u200b::error::x',
      '\u0085::error::x',
      '#\u200b#[error]x',
      '##[start-action x]',
      '\ufeff::error::x',
      '\u00ad::error::x',
    ];
    const { annotations, masks, log } = await run(`${commands.join('\n')}\n${commands.join('\r')}\n`);
    expect(annotations).toEqual([]);
    expect(masks).not.toContain('e');
    const ignorable = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
    const own = /^::(?:add-mask|group|endgroup|debug|notice|warning)/;
    const lines = log.split(/\r\n|\n|\r/).map((line) => line.replaceAll(ignorable, '').trimStart());
    expect(lines.filter((line) => /^::/.test(line) && !own.test(line))).toEqual([]);
    expect(lines.filter((line) => line.includes('##['))).toEqual([]);
  });
});

// These tests run one after another because they measure time.
describe('an actor.json', () => {
  const deploy = async (definition: string | Uint8Array, schema?: string) => {
    const files = {
      ...smallActor,
      '.actor/actor.json': definition,
      ...(schema === undefined ? {} : { '.actor/INPUT_SCHEMA.json': schema }),
    };
    await using scenario = await startScenario({ files });
    const start = performance.now();
    const step = await scenario.run({ 'dry-run': 'true' });
    expect(scenario.writes()).toEqual([]);
    expect(performance.now() - start).toBeLessThan(15_000);
    expect(step.log).not.toMatch(/Unexpected error|RangeError|TypeError/);
    expect(step.summary).not.toBe('');
    expect(Buffer.byteLength(step.summary)).toBeLessThan(1024 ** 2);
    expect(step.annotations.length).toBeLessThanOrEqual(12);
    for (const { message } of step.annotations) expect(message.length).toBeLessThan(10_000);
    return step;
  };

  test('with 20,000 mistakes causes one error that lists at most 10 of them', async () => {
    const environmentVariables = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`V${index}`, index]));
    const { exitCode, outputs } = await deploy(
      JSON.stringify({ name: 'my-actor', version: '0.1', environmentVariables }, null, 1),
    );
    expect(exitCode).toBe(1);
    expect((outputs['problems'] ?? '').length).toBeLessThan(20_000_000);
  });

  test.each([
    ['60 MB of [', Buffer.alloc(60_000_000, '[')],
    ['2 MB of [', '['.repeat(2_000_000)],
    ['deep objects', `{"name":"my-actor","version":"0.1","x":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`],
    ['2 MB of white space', `${' '.repeat(2_000_000)}x`],
    ['a key of 2 MB', `{"${'k'.repeat(2_000_000)}":1}`],
    ['a name of 2 MB', JSON.stringify({ name: 'n'.repeat(2_000_000), version: '0.1' })],
    ['UTF-16', Buffer.from('\ufeff{}', 'utf16le')],
    ['__proto__', '{"__proto__":{"name":"my-actor"},"name":5,"constructor":{}}'],
  ])('with %s does not block the step, and causes an error or a warning', async (_title, definition) => {
    await deploy(definition);
  });

  test.each([
    ['that is deeply nested', `{"schemaVersion":1,"x":${'['.repeat(100_000)}`],
    [
      'that is large',
      JSON.stringify({
        title: 't',
        type: 'object',
        schemaVersion: 1,
        properties: Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`p${i}`, { type: 'x', editor: 5 }])),
      }),
    ],
    [
      'with a slow pattern',
      JSON.stringify({
        title: 't',
        type: 'object',
        schemaVersion: 1,
        properties: {
          a: {
            title: 'a',
            description: 'a',
            type: 'string',
            editor: 'textfield',
            pattern: '^(a+)+$',
            prefill: `${'a'.repeat(40)}!`,
          },
        },
      }),
    ],
    [
      'that refers to itself',
      JSON.stringify({
        title: 't',
        type: 'object',
        schemaVersion: 1,
        $ref: '#',
        properties: { a: { $ref: '#/properties/a' } },
      }),
    ],
  ])('with an input schema %s does not block the step', async (_title, schema) => {
    await deploy(smallActor['.actor/actor.json'] ?? '', schema);
  });
});
