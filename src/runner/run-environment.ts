import path from 'node:path';
import { messageOf } from '../errors.ts';
import type { Environment } from './inputs.ts';
import { readWorkspaceFile, realPath } from './workspace-file.ts';

/** The variables of the run, and the payload of the event that triggered it. */
interface RunEnvironment {
  readonly variables: Environment;
  /** Undefined if the file could not be read; empty outside GitHub. */
  readonly payload: unknown;
  /** Why the payload could not be read. */
  readonly eventProblem: string | undefined;
}

/**
 * Size limit in bytes. GitHub's payloads have at most 25 MB.
 * https://docs.github.com/webhooks/webhook-events-and-payloads#payload-cap
 */
const MAX_BYTES = 32 * 1024 ** 2;

const problems = {
  missing: 'the file does not exist',
  outside: 'the file is a link',
  'not-a-file': 'it is not a regular file',
  'too-large': 'the file is larger than 32 MiB',
  unreadable: 'the file could not be read',
} as const;

/**
 * Reads the event file carefully, because an earlier step may have replaced it with a pipe or a device.
 * https://docs.github.com/actions/reference/workflows-and-actions/variables
 */
export async function readRunEnvironment(variables: Environment = process.env): Promise<RunEnvironment> {
  const file = variables['GITHUB_EVENT_PATH'];
  if (!file) return { variables, payload: {}, eventProblem: undefined };
  try {
    const read = await readWorkspaceFile(realPath(path.dirname(file)), file, MAX_BYTES);
    if (read.kind !== 'read') throw new Error(problems[read.kind]);
    return { variables, payload: JSON.parse(read.bytes.toString()), eventProblem: undefined };
  } catch (error) {
    return { variables, payload: undefined, eventProblem: messageOf(error) };
  }
}
