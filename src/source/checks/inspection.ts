import type { SourceCodeFile } from '../../apify/api.ts';
import type { Diagnostic } from '../../errors.ts';
import type { Git } from '../../runner/git.ts';
import type { Secret } from '../../runner/secrets.ts';
import { formatCount, listSome, visible } from '../../text.ts';
import type { Inspect } from '../files/read-file.ts';
import type { SourceFile } from '../files/source-file.ts';
import type { FileContent } from '../source.ts';
import { createLeakCheck } from './leak-check.ts';
import { findCrlfFiles } from './line-endings.ts';

/** Creates the checks of file contents. */
export function createInspection(
  { files, root, namedFiles }: Pick<FileContent, 'files' | 'root' | 'namedFiles'>,
  secrets: readonly Secret[],
) {
  const names = files.map(({ name }) => name);
  const leaks = createLeakCheck(secrets, { names, shownFolder: root.shown, namedFiles });
  const pointers: string[] = [];
  const encrypted: string[] = [];
  const withCrlf: SourceFile[] = [];
  const inspect: Inspect = (file) => {
    const inspectPart = leaks.inspect(file);
    let isFirst = true;
    return (part) => {
      inspectPart(part);
      if (!isFirst) return;
      isFirst = false;
      if (isLfsPointer(file, part)) pointers.push(file.name);
      else if (part.subarray(0, encryptedStart.length).equals(encryptedStart)) encrypted.push(file.name);
      else if (part.includes('\r\n') && !part.includes(0)) withCrlf.push(file);
    };
  };
  return {
    inspect,
    /** Inspects files after they were encoded. @param sourceFiles in the same order as `files`. */
    inspectEncoded: (sourceFiles: readonly SourceCodeFile[]): void => {
      // Searching all files at once is much faster, and almost always shows that none of them has to be inspected.
      const texts = sourceFiles.map(({ format, content }) => (format === 'TEXT' ? content : '')).join('\u0001');
      const all = Buffer.from(texts);
      const isClean = !all.includes('\r\n') && !all.includes(pointerStart) && !leaks.isSuspect(all);
      for (let index = 0; index < sourceFiles.length; index += 1) {
        const { format, content } = sourceFiles[index] as SourceCodeFile;
        if (isClean && format === 'TEXT') continue;
        inspect(files[index] as SourceFile)(Buffer.from(content, format === 'TEXT' ? 'utf8' : 'base64'));
      }
    },
    report: async (git: Git, signal: AbortSignal): Promise<readonly Diagnostic[]> => {
      leaks.throwIfFound();
      const crlf = { files: withCrlf, folder: root.folder, git, signal };
      return [
        ...warnAbout(pointers, 'are Git LFS pointers, not the files themselves', 'Set lfs: true for actions/checkout.'),
        ...warnAbout(encrypted, 'are encrypted by git-crypt', 'Run git-crypt unlock before this step.'),
        ...(await findCrlfFiles(crlf)),
      ];
    },
  };
}

/** Files that are locked with https://github.com/AGWA/git-crypt begin with these bytes. */
const encryptedStart = Buffer.from('\0GITCRYPT\0');

/** A Git LFS pointer is smaller than 1,024 bytes. https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
const MAX_POINTER_BYTES = 1023;
const pointerStart = Buffer.from('version https://git-lfs.github.com/spec/v1\n');

function isLfsPointer({ size }: SourceFile, part: Buffer): boolean {
  return size <= MAX_POINTER_BYTES && part.subarray(0, pointerStart.length).equals(pointerStart);
}

function warnAbout(names: readonly string[], problem: string, hint: string): readonly Diagnostic[] {
  if (names.length === 0) return [];
  const files = listSome(names.toSorted().map(visible));
  return [{ level: 'warning', message: `Some files ${problem}: ${files}. ${hint}` }];
}

/** Reports empty files. Apify stores them, but its builds skip them unless the source is an archive. */
export function findEmptyFiles(files: readonly SourceFile[]): readonly Diagnostic[] {
  const names = files.filter(({ size }) => size === 0).map(({ name }) => visible(name));
  if (names.length === 0) return [];
  const message = `Apify's builds skip ${formatCount(names.length, 'empty file')}: ${listSome(names)}`;
  return [{ level: 'debug', message }];
}
