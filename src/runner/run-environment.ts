import { readFile } from 'node:fs/promises';
import { messageOf } from '../errors.ts';
import type { Environment } from './inputs.ts';

/** Variables of the run, and the payload of the event that started it. */
export interface RunEnvironment {
  readonly variables: Environment;
  /** Undefined if it could not be read, and empty outside GitHub. */
  readonly payload: unknown;
  /** Why the payload could not be read. */
  readonly eventProblem: string | undefined;
}

/** https://docs.github.com/actions/reference/workflows-and-actions/variables */
export async function readRunEnvironment(variables: Environment = process.env): Promise<RunEnvironment> {
  const file = variables['GITHUB_EVENT_PATH'];
  if (!file) return { variables, payload: {}, eventProblem: undefined };
  try {
    return { variables, payload: JSON.parse(await readFile(file, 'utf8')), eventProblem: undefined };
  } catch (error) {
    return { variables, payload: undefined, eventProblem: messageOf(error) };
  }
}
