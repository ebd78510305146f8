import type { Diagnostic } from '../../errors.ts';
import { nameFrom } from '../../paths.ts';
import type { Git } from '../../runner/git.ts';
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
 * @param files that contain CRLF. Files in submodules are skipped.
 * @see https://git-scm.com/docs/git-ls-files#Documentation/git-ls-files.txt---eol
 */
export async function findCrlfFiles(request: {
  readonly files: readonly SourceFile[];
  /** Absolute path in the repository that contains the files. */
  readonly folder: string;
  readonly git: Git;
  readonly signal?: AbortSignal | undefined;
}): Promise<readonly Diagnostic[]> {
  const { folder, git, signal } = request;
  const names = new Map<string, string>();
  for (const { name, path, tracked } of request.files) {
    // Git lists a file by its own name, not by the name of a link to it.
    const own = tracked ? nameFrom(folder, path) : undefined;
    if (own !== undefined) names.set(own, name);
  }
  if (names.size === 0) return [];
  const own = [...names.keys()];
  const asked = own.reduce((sum, name) => sum + name.length, 0) <= NAMES_IN_ARGUMENTS ? own : [];
  const args = ['--literal-pathspecs', 'ls-files', '--eol', '-z', '--', ...asked];
  const result = await git(args, { cwd: folder, signal });
  if (result.kind !== 'ok') return [];
  const changed = readRecords(result.stdout)
    .filter(({ name: record }) => CHANGED_BY_CHECKOUT.test(record))
    .flatMap(({ name: record }) => names.get(record.slice(record.indexOf('\t') + 1)) ?? []);
  if (changed.length === 0) return [];
  const message = `Some files have LF line endings in Git, but are deployed with CRLF, as on disk: ${listSome(changed.map(visible))}. To check them out with LF, commit a .gitattributes file with this line: * text=auto eol=lf`;
  return [{ level: 'warning', message }];
}
