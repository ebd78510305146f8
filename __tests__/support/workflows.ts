import path from 'node:path';
import { type ActionMetadata, readActionMetadata } from '../../scripts/run-action.ts';

const root = path.dirname(path.dirname(import.meta.dirname));

export interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, unknown>>;
  readonly 'continue-on-error'?: boolean;
}

export interface Job {
  readonly uses?: string;
  readonly needs?: string | readonly string[];
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly steps?: readonly Step[];
}

/** The parts that the tests use. */
export interface Workflow {
  readonly name?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly group?: string } | string;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** Our actions by their folders. */
export const ownActions: Readonly<Record<'.' | 'discover' | 'promote' | 'cleanup', ActionMetadata>> = {
  '.': await readActionMetadata(),
  discover: await readActionMetadata(path.join(root, 'discover', 'action.yml')),
  promote: await readActionMetadata(path.join(root, 'promote', 'action.yml')),
  cleanup: await readActionMetadata(path.join(root, 'cleanup', 'action.yml')),
};

/**
 * Inputs and outputs that a workflow uses although our actions do not have them, required inputs that are missing, and
 * versions that are not strings.
 * @param own returns the action that a `uses` refers to.
 */
export function misuses(
  { jobs }: Workflow,
  own: (uses: string) => keyof typeof ownActions | undefined,
): readonly string[] {
  return Object.values(jobs).flatMap((job) =>
    (job.steps ?? []).flatMap((step) => {
      const folder = step.uses === undefined ? undefined : own(step.uses);
      if (folder === undefined) return [];
      const { inputs, outputs } = ownActions[folder];
      const given = Object.keys(step.with ?? {}).filter((name) => !(name in inputs));
      const taken = outputsTaken(job, step.id).filter((name) => !(name in outputs));
      const missing = Object.entries(inputs).filter(
        ([name, input]) => input.required === true && !(name in (step.with ?? {})),
      );
      return [
        ...missing.map(([name]) => `${step.uses} requires the input ${name}`),
        ...given.map((name) => `${step.uses} has no input ${name}`),
        ...taken.map((name) => `${step.uses} has no output ${name}`),
        ...(typeof step.with?.['version'] === 'number' ? [`version ${step.with['version']} is not quoted`] : []),
      ];
    }),
  );
}

function outputsTaken(job: Job, id: string | undefined): readonly string[] {
  if (id === undefined) return [];
  const taken = JSON.stringify(job).matchAll(/\bsteps\.([\w-]+)\.outputs\.([\w-]+)/g);
  return [...taken].filter(([, step]) => step === id).map(([, , output = '']) => output);
}
