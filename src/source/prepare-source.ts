import type { ArchiveReason } from './archive/archive-notice.ts';
import { fitsIntoBody } from './files/encode-files.ts';
import { actorPathOf } from './read-files.ts';
import type { FileContent, PreparedSource, ReadSource, SourceRequest } from './source.ts';

/**
 * Turns what was read into the source to send. Packs the files as an archive if they do not fit into the request.
 * @param otherBytes size of the version's request body without its files.
 * @throws ActionError if a file changed or contains a secret, or the archive could not be written.
 */
export async function prepareSource(
  request: SourceRequest,
  read: ReadSource,
  otherBytes: number,
): Promise<PreparedSource> {
  const { facts, planned, content } = read;
  switch (content.kind) {
    case 'url':
      return { source: content, facts, planned, diagnostics: [] };
    case 'encoded': {
      const { encoded, root } = content;
      if (!fitsIntoBody(encoded, otherBytes)) return pack(request, content, 'body');
      const source = { kind: 'files', sourceFiles: encoded.sourceFiles, ...actorPathOf(root) } as const;
      return { source, facts, planned, diagnostics: [] };
    }
    case 'unread':
      return pack(request, content, content.reason);
  }
}

async function pack(request: SourceRequest, content: FileContent, reason: ArchiveReason): Promise<PreparedSource> {
  const { packSource } = await import('./pack-source.ts');
  return packSource(request, content, reason);
}

/** Deletes the archive of a prepared source, if it has one. */
export async function removeArchive({ source }: PreparedSource): Promise<void> {
  if (source.kind !== 'archive') return;
  const archive = await import('./archive/pack-archive.ts');
  await archive.removeArchive(source.path);
}
