import type { VersionSource } from '../apify/api.ts';
import { checkDockerfile } from './checks/docker.ts';
import { createInspection, findEmptyFiles } from './checks/inspection.ts';
import { encodeFiles } from './files/encode-files.ts';
import { listSourceFiles } from './files/list-files.ts';
import type { SourceFile } from './files/source-file.ts';
import { findUploadPlaces, type UploadRoot } from './places/upload-places.ts';
import type { ReadSource, SourceFacts, SourceRequest } from './source.ts';

/**
 * Lists the files of the working directory and, if they may fit into the request, reads, checks and encodes them.
 * @throws ActionError if there are none, or one cannot be sent or contains a secret.
 */
export async function readFiles(request: SourceRequest, patterns: readonly string[]): Promise<ReadSource> {
  const { source, workspace, definition, secrets, git, signal } = request;
  const places = await findUploadPlaces(workspace, definition, request.isChecked);
  const { root, otherFolders, namedFiles } = places;
  const options = {
    workspace,
    git,
    uploadRoot: root.folder,
    otherFolders,
    ...(signal === undefined ? {} : { signal }),
  };
  const listed = await listSourceFiles({ ...options, patterns, namedFiles });
  const { files } = listed;
  const fileNames = files.map(({ name }) => name);
  const docker = await checkDockerfile(places, fileNames, request);
  const diagnostics = [...places.diagnostics, ...listed.diagnostics, ...docker];
  const unread = (reason: 'requested' | 'content'): ReadSource => ({
    facts: factsOf(files, { archived: true }),
    diagnostics,
    planned: plannedArchive(root),
    fileNames,
    content: { kind: 'unread', files, root, reason },
  });

  if (source.type === 'TARBALL') return unread('requested');
  const encoded = await encodeFiles(files, { workspace: workspace.workspace, signal });
  if (encoded === 'too-large') return unread('content');
  const inspection = createInspection(files, secrets, root);
  inspection.inspectEncoded(encoded.sourceFiles);
  return {
    facts: factsOf(files, { archived: false }),
    diagnostics: [...diagnostics, ...(await inspection.report(git, signal)), ...findEmptyFiles(files)],
    planned: { sourceType: 'SOURCE_FILES', sourceFiles: [], ...actorPathOf(root) },
    fileNames,
    content: { kind: 'encoded', files, root, encoded },
  };
}

export function plannedArchive(root: UploadRoot): VersionSource {
  return { sourceType: 'TARBALL', tarballUrl: '', ...actorPathOf(root) };
}

export function actorPathOf({ actorPath }: UploadRoot): { readonly actorPath?: string } {
  return actorPath === undefined ? {} : { actorPath };
}

export function factsOf(files: readonly SourceFile[], { archived }: { readonly archived: boolean }): SourceFacts {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return { type: archived ? 'TARBALL' : 'SOURCE_FILES', files: { count: files.length, bytes, archived } };
}
