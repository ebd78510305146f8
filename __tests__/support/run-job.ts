import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runAction } from '../../scripts/run-action.ts';
import type { Job } from './workflows.ts';

const root = path.dirname(path.dirname(import.meta.dirname));

/** How a step of a job ended. */
export interface EndedStep {
  readonly name: string;
  readonly outcome: 'success' | 'failure' | 'skipped';
  readonly continueOnError: boolean;
  readonly log: string;
}

interface StepContext {
  readonly outcome: EndedStep['outcome'];
  readonly outputs: Readonly<Record<string, string>>;
}

/**
 * Runs the steps of a job on this checkout as GitHub's runner does, as far as our own workflows need it: scripts by
 * bash, our two actions as processes. Actions of others are passed over: what they would set up is here already.
 */
export async function runJob({ steps = [] }: Job): Promise<readonly EndedStep[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'job-'));
  const contexts: Record<string, StepContext> = {};
  const ended: EndedStep[] = [];
  const groups: number[] = [];
  const text = (value: unknown): string =>
    String(value).replace(/\$\{\{ (.*?) \}\}/g, (_all, expression: string) => String(evaluate(expression, contexts)));
  const texts = (values: Readonly<Record<string, unknown>> = {}): Record<string, string> =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, text(value)]));
  try {
    for (const step of steps) {
      const { id, uses, run, if: condition, 'continue-on-error': continueOnError = false } = step;
      const isOver = ended.some((earlier) => earlier.outcome === 'failure' && !earlier.continueOnError);
      let done: StepContext & { readonly log: string } = { outcome: 'skipped', outputs: {}, log: '' };
      if (!isOver || condition === 'always()') {
        if (run !== undefined) done = await runScript(run, texts(step.env), folder, groups);
        else if (uses === './' || uses === './discover') {
          const action = uses === './' ? '.' : 'discover';
          const { exitCode, log, stderr, outputs } = await runAction({
            action,
            workspace: root,
            inputs: texts(step.with),
          });
          done = { outcome: exitCode === 0 ? 'success' : 'failure', outputs, log: log + stderr };
        }
      }
      if (id !== undefined) contexts[id] = done;
      ended.push({ name: step.name ?? id ?? uses ?? '', outcome: done.outcome, continueOnError, log: done.log });
    }
    return ended;
  } finally {
    // What scripts have left running.
    for (const group of groups) {
      try {
        process.kill(-group, 'SIGTERM');
      } catch {}
    }
    await rm(folder, { recursive: true, force: true });
  }
}

async function runScript(
  script: string,
  env: Readonly<Record<string, string>>,
  folder: string,
  groups: number[],
): Promise<StepContext & { readonly log: string }> {
  const output = path.join(folder, 'output');
  await writeFile(output, '');
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    cwd: root,
    // A group of its own, by which what is left of it can be ended.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], RUNNER_TEMP: folder, GITHUB_OUTPUT: output, ...env },
  });
  if (child.pid !== undefined) groups.push(child.pid);
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      log += chunk;
    });
  }
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const lines = (await readFile(output, 'utf8')).split('\n').filter((line) => line.includes('='));
  const outputs = Object.fromEntries(lines.map((line) => [line.split('=', 1)[0], line.slice(line.indexOf('=') + 1)]));
  return { outcome: exitCode === 0 ? 'success' : 'failure', outputs, log };
}

/** `steps.<id>.outcome`, `steps.<id>.outputs.<name>`, `fromJSON(…)` with a path behind it, and `join(…, ' ')`. */
function evaluate(expression: string, steps: Readonly<Record<string, StepContext>>): unknown {
  const [, list, separator] = /^join\((.*), '(.*)'\)$/.exec(expression) ?? [];
  if (list !== undefined) return (evaluate(list, steps) as readonly unknown[]).join(separator);
  const [, json, behind = ''] = /^fromJSON\(([^()]*)\)(.*)$/.exec(expression) ?? [];
  if (json !== undefined) return follow(JSON.parse(String(evaluate(json, steps))), behind);
  const [, id = '', rest = ''] = /^steps\.([\w-]+)(\.[\w.-]+)$/.exec(expression) ?? [];
  if (steps[id] === undefined) throw new Error(`${expression} is not known here`);
  return follow(steps[id], rest) ?? '';
}

function follow(value: unknown, way: string): unknown {
  const keys = [...way.matchAll(/[\w-]+/g)].map(([key]) => key);
  return keys.reduce<unknown>((inner, key) => (inner as Readonly<Record<string, unknown>> | undefined)?.[key], value);
}
