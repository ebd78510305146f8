import { defaultFiles } from '../actor/definition.ts';
import type { VersionSource } from '../apify/api.ts';
import { checkDocker } from './checks/docker.ts';
import { createInspection, findEmptyFiles } from './checks/inspection.ts';
import { encodeFiles } from './files/encode-files.ts';
import { listSourceFiles } from './files/list-files.ts';
import type { SourceFile } from './files/source-file.ts';
import type { ReadSource, SourceFacts, SourceRequest } from './source.ts';

/**
 * Lists the files of the working directory and, if they may fit into the request, reads, checks and encodes them.
 * @throws ActionError if there are none, or one cannot be sent or contains a secret.
 */
export async function readFiles(request: SourceRequest, patterns: readonly string[]): Promise<ReadSource> {
  const { source, workspace, definition, secrets, git, signal } = request;
  const namedFiles = definition?.namedFiles ?? defaultFiles;
  const options = { workspace, git, ...(signal === undefined ? {} : { signal }) };
  const listed = await listSourceFiles({ ...options, patterns, namedFiles });
  const { files } = listed;
  const fileNames = files.map(({ name }) => name);
  const docker = await checkDocker({ definition, names: new Set(fileNames), workspace });
  const diagnostics = [...listed.diagnostics, ...docker];
  const unread = (reason: 'requested' | 'content'): ReadSource => ({
    facts: factsOf(files, { archived: true }),
    diagnostics,
    planned: plannedArchive,
    fileNames,
    content: { kind: 'unread', files, reason },
  });

  if (source.type === 'TARBALL') return unread('requested');
  const encoded = await encodeFiles(files, { workspace: workspace.workspace, signal });
  if (encoded === 'too-large') return unread('content');
  const inspection = createInspection(files, secrets, workspace);
  inspection.inspectEncoded(encoded.sourceFiles);
  return {
    facts: factsOf(files, { archived: false }),
    diagnostics: [...diagnostics, ...(await inspection.report(git, signal)), ...findEmptyFiles(files)],
    planned: { sourceType: 'SOURCE_FILES', sourceFiles: [] },
    fileNames,
    content: { kind: 'encoded', files, encoded },
  };
}

export const plannedArchive: VersionSource = { sourceType: 'TARBALL', tarballUrl: '' };

export function factsOf(files: readonly SourceFile[], { archived }: { readonly archived: boolean }): SourceFacts {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return { type: archived ? 'TARBALL' : 'SOURCE_FILES', files: { count: files.length, bytes, archived } };
}
