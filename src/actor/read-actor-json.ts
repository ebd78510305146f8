import { isUtf8 } from 'node:buffer';
import { closeSync, open, readFileSync, statSync } from 'node:fs';
import { lstat, readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { promisify } from 'node:util';
import { ActionError, codeOf } from '../errors.ts';
import { isInGitFolder, isOnNetwork, nameFrom } from '../paths.ts';

/** Absolute native paths: the workspace's root, and the folder below it that holds `.actor/`. */
export interface ActorFolder {
  readonly workspace: string;
  readonly workingDirectory: string;
}

const openDescriptor = promisify(open);

/** Bytes. The platform takes no more than this as files that are not packed (3 MiB); real ones have a few KiB. */
const MAX_BYTES = 3 * 1024 ** 2;

/** Longer ones no system follows. */
const MOST_LINK_BYTES = 4096;

const AS_TEXT =
  'Git does so on Windows where links are off: run git config --global core.symlinks true before the checkout, or put the file itself there.';

/** Path of a file in the working directory from the workspace's root, with `/`, for messages and annotations. */
export function pathForMessages({ workspace, workingDirectory }: ActorFolder, ...names: readonly string[]): string {
  return relative(workspace, join(workingDirectory, ...names)).replaceAll(sep, '/');
}

/**
 * The text of `.actor/actor.json` without its byte order mark; undefined where there is none.
 * @throws ActionError where there is one that is not a readable UTF-8 file inside the workspace.
 */
export async function readActorJson(folder: ActorFolder): Promise<string | undefined> {
  const file = pathForMessages(folder, '.actor', 'actor.json');
  const broken = (problem: string, hint: string, more: { line?: number; cause?: unknown } = {}): ActionError =>
    new ActionError(`${file} ${problem}`, {
      hint,
      place: { file, ...(more.line === undefined ? {} : { line: more.line }) },
      cause: more.cause,
    });

  const path = await resolveLinks(folder, broken);
  if (path === undefined) return undefined;
  let bytes: Buffer;
  try {
    bytes = await readRegularFile(path, broken);
  } catch (error) {
    if (error instanceof ActionError) throw error;
    throw broken(`cannot be read (${codeOf(error)})`, 'See to it that this step may read it.', { cause: error });
  }
  if (!bytes.includes('{') && (await isTextLink(path)))
    throw broken('is a link that Git has checked out as text', AS_TEXT);
  if (!isUtf8(bytes)) {
    const line = firstLineNotUtf8(bytes);
    throw broken('is not UTF-8 text', 'Save it as UTF-8.', { line });
  }
  return new TextDecoder().decode(bytes);
}

async function resolveLinks(
  { workspace, workingDirectory }: ActorFolder,
  broken: (problem: string, hint: string, more?: { cause: unknown }) => ActionError,
): Promise<string | undefined> {
  const folder = join(workingDirectory, '.actor');
  const path = join(folder, 'actor.json');
  let real: string;
  try {
    real = await realpath(path);
  } catch (error) {
    const code = codeOf(error);
    if (code !== 'ENOENT' && code !== 'ENOTDIR') {
      throw broken(`cannot be read (${code})`, 'See to it that this step may read it.', { cause: error });
    }
    if (await isTextLink(folder)) throw broken('is behind a link that Git has checked out as text', AS_TEXT);
    if ((await isLink(path)) || ((await isLink(folder)) && !(await exists(folder)))) {
      throw broken(
        'is a link, or behind one, whose target is not there',
        'Mend the link, or put the file itself there.',
      );
    }
    return undefined;
  }
  // A resolved path that begins with the workspace's shows that this one is resolved too.
  const name = nameFrom(workspace, real) ?? nameFrom(await realpath(workspace), real);
  if (name === undefined || isInGitFolder(name)) {
    throw broken('is a link, or behind one, that leads out of the workspace', 'Put the file itself there.');
  }
  return real;
}

/**
 * Opening is what may wait, for a network's disk or a virus scanner; what the system then knows already is asked
 * synchronously, which counts where hundreds are read.
 */
async function readRegularFile(path: string, broken: (problem: string, hint: string) => ActionError): Promise<Buffer> {
  const stats = statSync(path);
  if (!stats.isFile()) throw broken('is not a file', 'Put the definition of the Actor there, as a JSON file.');
  if (stats.size > MAX_BYTES) {
    throw broken(
      `has ${stats.size} bytes, more than the ${MAX_BYTES} that are read`,
      'Move schemas to files of their own.',
    );
  }
  const descriptor = await openDescriptor(path, 'r');
  try {
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

async function isLink(path: string): Promise<boolean> {
  return lstat(path).then(
    (found) => found.isSymbolicLink(),
    () => false,
  );
}

/** Whether a file holds what reads like the way to something that is there. */
async function isTextLink(path: string): Promise<boolean> {
  try {
    const stats = await lstat(path);
    if (!stats.isFile() || stats.size > MOST_LINK_BYTES) return false;
    const text = await readFile(path, 'utf8');
    const target = resolve(dirname(path), text);
    return /^[^\n{]+$/.test(text) && !isOnNetwork(target) && (await exists(target));
  } catch {
    return false;
  }
}

/** Whether something can be reached under this path. */
export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function firstLineNotUtf8(bytes: Buffer): number {
  let line = 1;
  for (let start = 0; ; line += 1) {
    const end = bytes.indexOf(0x0a, start);
    if (end < 0 || !isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
}
