import { type ArchiveReason, archiveNotice } from './archive/archive-notice.ts';
import { packArchive, removeArchive } from './archive/pack-archive.ts';
import { createInspection } from './checks/inspection.ts';
import { actorPathOf, factsOf, plannedArchive } from './read-files.ts';
import type { FileContent, PreparedSource, SourceRequest } from './source.ts';

/** Packs the files as an archive on disk. Files that were not read before are checked on the way. */
export async function packSource(
  { workspace, secrets, git, temporaryFolder, signal }: SourceRequest,
  { files, root }: Pick<FileContent, 'files' | 'root'>,
  reason: ArchiveReason,
): Promise<PreparedSource> {
  const { inspect, report } = createInspection(files, secrets, root);
  const archive = await packArchive({ files, workspace: workspace.workspace, temporaryFolder, inspect, signal });
  try {
    const found = await report(git, signal);
    return {
      source: { kind: 'archive', ...archive, ...actorPathOf(root) },
      facts: factsOf(files, { archived: true }),
      planned: plannedArchive(root),
      // If the request was too large, the files were read and reported on before.
      diagnostics: [...(reason === 'body' ? [] : found), archiveNotice(files, reason)],
    };
  } catch (error) {
    await removeArchive(archive.path);
    throw error;
  }
}
