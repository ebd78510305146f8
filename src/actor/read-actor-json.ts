import { isUtf8 } from 'node:buffer';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { ActionError } from '../errors.ts';
import { isOnNetwork } from '../paths.ts';
import { listNames, readWorkspaceFile } from '../runner/workspace-file.ts';
import { formatBytes } from '../text.ts';

/** Absolute native paths, with links resolved, of the workspace and of the folder that contains `.actor/`. */
export interface ActorFolder {
  readonly workspace: string;
  readonly workingDirectory: string;
}

/** Size limit in bytes. Apify accepts at most 3 MiB of files without an archive, and a definition has a few KiB. */
const MAX_BYTES = 3 * 1024 ** 2;

/** Size limit of a link in bytes. No operating system follows a longer link. */
const MOST_LINK_BYTES = 4096;

/**
 * Returns the path of a file in the working directory relative to the workspace, with `/` as separator, for messages
 * and annotations.
 */
export function pathForMessages({ workspace, workingDirectory }: ActorFolder, ...names: readonly string[]): string {
  return relative(workspace, join(workingDirectory, ...names)).replaceAll(sep, '/');
}

/**
 * Reads the text of `.actor/actor.json` without its byte order mark; undefined if the file does not exist with this
 * exact spelling.
 * @throws ActionError if it is not a readable UTF-8 file in the workspace.
 */
export async function readActorJson(folder: ActorFolder): Promise<string | undefined> {
  const { workspace, workingDirectory } = folder;
  const shown = pathForMessages(folder, '.actor', 'actor.json');
  const path = join(workingDirectory, '.actor', 'actor.json');
  const failed = (problem: string, hint: string, more: { line?: number; cause?: unknown } = {}): ActionError =>
    new ActionError(`${shown} ${problem}`, {
      hint,
      place: { file: shown, ...(more.line === undefined ? {} : { line: more.line }) },
      cause: more.cause,
    });
  const textLink = (problem: string): ActionError =>
    failed(
      `${problem} that Git has checked out as text`,
      'Git does this on Windows if links are off. Run git config --global core.symlinks true before the checkout, or replace the link with the file.',
    );
  const file = await readWorkspaceFile(workspace, path, MAX_BYTES);
  switch (file.kind) {
    case 'missing':
      if (file.isBrokenLink) {
        const hint = 'Fix the link, or replace it with the file.';
        throw failed('is a link, or behind a link, whose target does not exist', hint);
      }
      if (await isTextLink(workspace, dirname(path))) throw textLink('is behind a link');
      return undefined;
    case 'outside':
      throw failed('is a link, or behind a link, that leads out of the workspace', 'Replace the link with the file.');
    case 'not-a-file':
      throw failed('is not a file', 'Replace it with a JSON file that defines the Actor.');
    case 'too-large': {
      const sizes = `is ${formatBytes(file.size)} (${file.size} bytes); the limit is ${MAX_BYTES} bytes`;
      throw failed(sizes, 'Move schemas to files of their own.');
    }
    case 'unreadable':
      throw failed(`could not be read (${file.code})`, 'Give this step permission to read it.', { cause: file.cause });
    case 'read': {
      const { bytes } = file;
      if (!isSpelledSo(path, file.path)) return undefined;
      if (!bytes.includes('{') && (await isTextLink(workspace, path))) throw textLink('is a link');
      if (isUtf8(bytes)) return new TextDecoder().decode(bytes);
      // Each byte becomes one character, so that a line can be converted back to its bytes.
      const lines = bytes.toString('latin1').split('\n');
      const line = 1 + lines.findIndex((text) => !isUtf8(Buffer.from(text, 'latin1')));
      throw failed('is not UTF-8 text', 'Save it as UTF-8.', { line });
    }
  }
}

/** Checks the spelling, because Windows and macOS also find `.Actor/Actor.json`, but Apify does not. */
function isSpelledSo(path: string, real: string): boolean {
  if (path === real) return true;
  const folder = dirname(path);
  return listNames(folder).includes(basename(path)) && listNames(dirname(folder)).includes(basename(folder));
}

/** Whether a file contains nothing but a relative path to something that exists. */
async function isTextLink(workspace: string, path: string): Promise<boolean> {
  const file = await readWorkspaceFile(workspace, path, MOST_LINK_BYTES);
  const text = file.kind === 'read' ? file.bytes.toString() : '';
  if (!/^[^\n{\0]+$/.test(text)) return false;
  const target = resolve(dirname(path), text);
  if (isOnNetwork(target)) return false;
  return (await readWorkspaceFile(workspace, target, 0)).kind !== 'missing';
}
