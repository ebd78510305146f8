import type { Diagnostic } from '../../errors.ts';
import type { Git } from '../../runner/git.ts';
import type { Secret } from '../../runner/secrets.ts';
import type { Workspace } from '../../runner/workspace.ts';
import { formatCount, listSome, visible } from '../../text.ts';
import type { Look } from '../files/read-file.ts';
import type { SourceFile } from '../files/source-file.ts';
import { createLeakCheck } from './leak-check.ts';
import { isLfsPointer } from './lfs-pointers.ts';
import { findCrlfFiles } from './line-endings.ts';

/** What files hold that must not be deployed, or should not. */
export interface Inspection extends Look {
  /**
   * What all files together tell.
   * @throws ActionError where a file holds a secret.
   */
  conclude(git: Git, signal?: AbortSignal): Promise<readonly Diagnostic[]>;
}

/** @param secrets the first that is called `token` is the Apify token. */
export function createInspection(secrets: readonly Secret[], workspace: Workspace): Inspection {
  const leaks = createLeakCheck(secrets, workspace.shown);
  const pointers: string[] = [];
  const withCrlf: SourceFile[] = [];
  const lookAtText = (file: SourceFile, bytes: Buffer): void => {
    if (bytes.includes('\r\n') && !bytes.includes(0)) withCrlf.push(file);
  };
  return {
    look: (file, bytes) => {
      leaks.look(file, bytes);
      if (isLfsPointer(bytes)) pointers.push(file.name);
      lookAtText(file, bytes);
    },
    follow: (file) => {
      const next = leaks.follow(file);
      let isFirst = true;
      return (part) => {
        next(part);
        if (isFirst) lookAtText(file, part);
        isFirst = false;
      };
    },
    conclude: async (git, signal) => {
      leaks.stopWhereLeaked();
      const crlf = { files: withCrlf, workspace, git, ...(signal === undefined ? {} : { signal }) };
      return [...warnOfPointers(pointers.toSorted()), ...(await findCrlfFiles(crlf))];
    },
  };
}

function warnOfPointers(names: readonly string[]): readonly Diagnostic[] {
  if (names.length === 0) return [];
  const these = names.length === 1 ? 'A Git LFS pointer is' : `${names.length} Git LFS pointers are`;
  const message = `${these} sent in place of what ${names.length === 1 ? 'it points' : 'they point'} to: ${listSome(names.map(visible))}. Set lfs: true of actions/checkout`;
  return [{ level: 'warning', message }];
}

/** Reports empty files, which Apify stores and its builds skip; a build keeps those of an archive. */
export function findEmptyFiles(files: readonly SourceFile[]): readonly Diagnostic[] {
  const names = files.filter(({ size }) => size === 0).map(({ name }) => visible(name));
  if (names.length === 0) return [];
  const message = `${formatCount(names.length, 'empty file')} ${names.length === 1 ? 'is' : 'are'} sent, which the platform leaves out when it builds: ${listSome(names)}. source-type: TARBALL keeps them`;
  return [{ level: 'notice', message }];
}
