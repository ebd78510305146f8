import type { Diagnostic } from '../../errors.ts';
import { formatBytes, visible } from '../../text.ts';
import type { SourceFile } from '../files/source-file.ts';

/** Why files are packed: an input requests it, their `content` is too large, or the whole request body would be. */
export type ArchiveReason = 'requested' | 'content' | 'body';

const reasons: Readonly<Record<ArchiveReason, string>> = {
  requested: 'because source-type is TARBALL',
  content: 'because they exceed the limit of 3 MiB for SOURCE_FILES',
  body: 'because the request would exceed the limit of 9 MiB',
};

/** Reports why files are uploaded as an archive, and lists the largest files. */
export function archiveNotice(files: readonly SourceFile[], reason: ArchiveReason): Diagnostic {
  const largest = files.toSorted((a, b) => b.size - a.size).slice(0, 5);
  const names = largest.map(({ name, size }) => `${visible(name)} (${formatBytes(size)})`).join(', ');
  const message = `The files are uploaded as an archive, ${reasons[reason]}. The largest: ${names}`;
  // A user who requested an archive does not need a way to avoid it.
  const advice = '. To exclude files that the build does not need, add lines to .actorignore';
  return { level: 'notice', message: reason === 'requested' ? message : message + advice };
}
