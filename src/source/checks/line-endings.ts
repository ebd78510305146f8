import path from 'node:path';
import type { Diagnostic } from '../../errors.ts';
import { nameFrom } from '../../paths.ts';
import type { Git } from '../../runner/git.ts';
import { findRepository } from '../../runner/git-repository.ts';
import { listSome, visible } from '../../text.ts';
import { readRecords } from '../files/file-names.ts';
import type { SourceFile } from '../files/source-file.ts';

/** The maximum number of characters for file names in one command line. Windows allows 32,767 in total. */
const NAMES_IN_ARGUMENTS = 16_000;

/** Matches `i/lf w/crlf attr/… <tab>name`. With the attribute `eol=crlf`, CRLF is intended. */
const CHANGED_BY_CHECKOUT = /^i\/lf +w\/crlf +attr\/(?![^\t]*eol=crlf)[^\t]*\t/;

/**
 * Warns about tracked files that have LF in Git but CRLF on disk, which happens in checkouts on Windows. A shell script
 * with CRLF does not start in the Actor's container.
 * @param request.files that contain CRLF.
 * @see https://git-scm.com/docs/git-ls-files#Documentation/git-ls-files.txt---eol
 */
export async function findCrlfFiles(request: {
  readonly files: readonly SourceFile[];
  /** The upload root. */
  readonly folder: string;
  readonly git: Git;
  readonly signal: AbortSignal;
}): Promise<readonly Diagnostic[]> {
  const { files, folder, git, signal } = request;
  const changed: string[] = [];
  for (const [base, names] of namesByRepository(files, folder)) {
    const own = [...names.keys()];
    const asked = own.reduce((sum, name) => sum + name.length, 0) <= NAMES_IN_ARGUMENTS ? own : [];
    const args = ['--literal-pathspecs', 'ls-files', '--eol', '-z', '--', ...asked];
    const result = await git(args, { cwd: base, signal });
    if (result.kind !== 'ok') continue;
    const records = readRecords(result.stdout).map(({ name }) => name);
    const found = records.filter((record) => CHANGED_BY_CHECKOUT.test(record));
    changed.push(...found.flatMap((record) => names.get(record.slice(record.indexOf('\t') + 1)) ?? []));
  }
  if (changed.length === 0) return [];
  const message = `Some files have LF line endings in Git, but are deployed with CRLF, as on disk: ${listSome(changed.toSorted().map(visible))}. To check them out with LF, commit a .gitattributes file with this line: * text=auto eol=lf`;
  return [{ level: 'warning', message }];
}

/**
 * For each folder in which Git lists files (the upload root and submodules), maps the names that Git lists to the names
 * of tracked files. Git lists the name of a file itself, not of a link to it.
 */
function namesByRepository(
  files: readonly SourceFile[],
  folder: string,
): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const own = findRepository(folder)?.workTree;
  const all = new Map<string, Map<string, string>>();
  const tracked = files.filter((file) => file.tracked);
  for (const [place, inPlace] of Map.groupBy(tracked, (file) => path.dirname(file.path))) {
    const workTree = findRepository(place)?.workTree;
    const base = workTree === undefined || workTree === own ? folder : workTree;
    if (nameFrom(base, place) === undefined) continue;
    const names = all.get(base) ?? new Map<string, string>();
    for (const file of inPlace) names.set(nameFrom(base, file.path) ?? '', file.name);
    all.set(base, names);
  }
  return all;
}
