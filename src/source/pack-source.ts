import { type ArchiveReason, archiveNotice } from './archive/archive-notice.ts';
import { packArchive, removeArchive } from './archive/pack-archive.ts';
import { createInspection } from './checks/inspection.ts';
import type { SourceFile } from './files/source-file.ts';
import { factsOf, plannedArchive } from './read-files.ts';
import type { PreparedSource, SourceRequest } from './source.ts';

/** Packs the files as an archive on disk. Files that were not read before are checked on the way. */
export async function packSource(
  { workspace, secrets, git, temporaryFolder, signal }: SourceRequest,
  files: readonly SourceFile[],
  reason: ArchiveReason,
): Promise<PreparedSource> {
  const look = createInspection(secrets, workspace);
  const archive = await packArchive(files, { temporaryFolder, workspace: workspace.workspace, look, signal });
  try {
    const found = await look.conclude(git, signal);
    return {
      source: { kind: 'archive', ...archive },
      facts: factsOf(files, { archived: true }),
      planned: plannedArchive,
      // Warnings about files that were read before have been reported.
      diagnostics: [...(reason === 'body' ? [] : found), archiveNotice(files, reason)],
    };
  } catch (error) {
    await removeArchive(archive.path);
    throw error;
  }
}
