import { isUtf8 } from 'node:buffer';
import path from 'node:path';
import { ActionError } from '../../errors.ts';
import { nameFrom } from '../../paths.ts';
import { explainUnread, readWorkspaceFile } from '../../runner/workspace-file.ts';
import { visible } from '../../text.ts';
import { type IgnoreRule, parseIgnoreRules } from '../rules/ignore-rules.ts';
import { createSpelling, statAt } from './file-names.ts';

const NAME = '.actorignore';
const MAX_BYTES = 1024 ** 2;

const saveAsUtf8 =
  'Save the file as UTF-8. In VS Code, click the encoding in the status bar and select "Save with Encoding". In PowerShell, write it with Set-Content -Encoding utf8.';

/** @throws ActionError if `.actorignore` is not a regular UTF-8 text file of at most 1 MiB. */
export async function readActorIgnore(workspace: string, folder: string): Promise<readonly IgnoreRule[]> {
  const place = path.join(folder, NAME);
  const stats = statAt(place);
  // Some file systems also find `.ActorIgnore`, which does not count.
  if (stats === undefined || createSpelling(folder)(NAME)) return [];
  const wrong = (problem: string, hint: string): ActionError =>
    new ActionError(`${visible(nameFrom(workspace, place) ?? NAME)} ${problem}`, { hint });
  if (stats.isSymbolicLink()) {
    throw wrong('is a link', 'Replace it with a text file with one rule per line, as in .gitignore.');
  }
  const file = await readWorkspaceFile(workspace, place, MAX_BYTES);
  if (file.kind === 'too-large') {
    throw wrong(`is ${file.size} bytes; the limit is ${MAX_BYTES}`, 'Use patterns instead of a line for each file.');
  }
  if (file.kind !== 'read') {
    const { problem, hint } = explainUnread(file, MAX_BYTES);
    throw wrong(problem, hint);
  }
  // PowerShell's `>` writes UTF-16, and Notepad can do so too.
  if (/^(?:\xff\xfe|\xfe\xff)|\0/.test(file.bytes.toString('latin1'))) throw wrong('is UTF-16 text', saveAsUtf8);
  if (!isUtf8(file.bytes)) throw wrong('is not UTF-8 text', saveAsUtf8);
  return parseIgnoreRules(file.bytes);
}
