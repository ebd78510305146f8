/** A pull request with a mistake in the example Actor, and the annotation that the deploy action creates for it. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { startEmulator } from '../emulator/emulator.ts';
import { type Annotation, runAction } from './run-action.ts';

const examples = path.join(path.dirname(import.meta.dirname), 'examples');
const file = '.actor/input_schema.json';

/** The last lines of the example's only field. */
const lastField = `      "default": "world"
    }
`;

/** A second field, with an editor that is for strings only. */
const withMistake = `      "default": "world"
    },
    "times": {
      "title": "Times",
      "type": "integer",
      "description": "The number of greetings.",
      "editor": "textfield"
    }
`;

/** Unchanged lines that GitHub shows before and after a change. */
const CONTEXT = 3;

export interface DiffLine {
  readonly kind: 'context' | 'added' | 'deleted';
  /** 1-based; undefined if this side does not have the line. */
  readonly before: number | undefined;
  readonly after: number | undefined;
  readonly text: string;
}

export interface AnnotatedDiff {
  readonly file: string;
  readonly lines: readonly DiffLine[];
  readonly annotation: Annotation;
  /** The job of the workflow that runs the action on pull requests. */
  readonly job: string;
}

/** Runs the built action like examples/workflows/dry-run.yml does on a pull request. */
export async function runAnnotatedPullRequest(): Promise<AnnotatedDiff> {
  await using emulator = await startEmulator();
  const checkout = await mkdtemp(path.join(tmpdir(), 'checkout-'));
  try {
    await cp(path.join(examples, 'hello-actor'), checkout, { recursive: true });
    const before = (await readFile(path.join(checkout, file), 'utf8')).replaceAll('\r\n', '\n');
    const after = before.replace(lastField, withMistake);
    await writeFile(path.join(checkout, file), after);
    const { annotations } = await runAction({
      workspace: checkout,
      inputs: {
        token: emulator.token,
        'api-base-url': emulator.url,
        'secret-env-vars': 'api-key=not-a-real-secret',
        'dry-run': 'true',
      },
      environment: { GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/pull/1/merge' },
    });
    const annotation = annotations.find(({ properties }) => properties['file'] === file);
    if (annotation === undefined) throw new Error(`The run has no annotation in ${file}`);
    return { file, lines: diffLines(before, after), annotation, job: await readJob() };
  } finally {
    await rm(checkout, { recursive: true, force: true, maxRetries: 10 });
  }
}

/** The lines around the one place in which the texts differ. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const old = before.trimEnd().split('\n');
  const now = after.trimEnd().split('\n');
  const shorter = Math.min(old.length, now.length);
  let start = 0;
  while (start < shorter && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < shorter - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  const shift = now.length - old.length;
  const line = (kind: DiffLine['kind'], index: number): DiffLine => ({
    kind,
    before: kind === 'added' ? undefined : index + 1,
    after: kind === 'deleted' ? undefined : index + 1 + (kind === 'context' && index >= start ? shift : 0),
    text: (kind === 'added' ? now : old)[index] ?? '',
  });
  const range = (from: number, to: number): readonly number[] =>
    Array.from({ length: Math.max(0, to - from) }, (_none, index) => from + index);
  return [
    ...range(Math.max(0, start - CONTEXT), start).map((index) => line('context', index)),
    ...range(start, old.length - end).map((index) => line('deleted', index)),
    ...range(start, now.length - end).map((index) => line('added', index)),
    ...range(old.length - end, Math.min(old.length, old.length - end + CONTEXT)).map((index) => line('context', index)),
  ];
}

async function readJob(): Promise<string> {
  const workflow = parse(await readFile(path.join(examples, 'workflows', 'dry-run.yml'), 'utf8'));
  return Object.keys(workflow.jobs)[0] ?? '';
}
