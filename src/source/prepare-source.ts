import type { ArchiveReason } from './archive/archive-notice.ts';
import { removeArchive as removeFile } from './archive/temporary-folder.ts';
import { createInspection } from './checks/inspection.ts';
import { fitsIntoBody } from './files/encode-files.ts';
import { type FileContent, factsOf, type PreparedSource, type ReadSource, type SourceRequest } from './source.ts';

/**
 * Packs files into an archive if they do not fit into the request.
 * @param otherBytes size of the request body without the files.
 */
export async function prepareSource(
  request: SourceRequest,
  { facts, content }: ReadSource,
  otherBytes: number,
): Promise<PreparedSource> {
  switch (content.kind) {
    case 'url':
      return { source: content, facts, diagnostics: [] };
    case 'encoded': {
      const { sourceFiles, root } = content;
      if (!fitsIntoBody(sourceFiles, otherBytes)) return pack(request, content, 'body');
      return { source: { kind: 'files', sourceFiles, actorPath: root.actorPath }, facts, diagnostics: [] };
    }
    case 'unread':
      return pack(request, content, content.reason);
  }
}

async function pack(
  { workspace: { workspace }, secrets, git, temporaryFolder, signal }: SourceRequest,
  content: FileContent,
  reason: ArchiveReason,
): Promise<PreparedSource> {
  const [{ packArchive }, { archiveNotice }] = await Promise.all([
    import('./archive/pack-archive.ts'),
    import('./archive/archive-notice.ts'),
  ]);
  const { files, root } = content;
  const { inspect, report } = createInspection(content, secrets);
  const archive = await packArchive({ files, workspace, temporaryFolder, inspect, signal });
  try {
    const found = await report(git, signal);
    return {
      facts: factsOf(files, { archived: true }),
      source: { kind: 'archive', ...archive, actorPath: root.actorPath },
      // If the request was too large, the files were already read and reported.
      diagnostics: [...(reason === 'body' ? [] : found), archiveNotice(files, reason)],
    };
  } catch (error) {
    await removeFile(archive.path);
    throw error;
  }
}

export async function removeArchive({ source }: PreparedSource): Promise<void> {
  if (source.kind === 'archive') await removeFile(source.path);
}
