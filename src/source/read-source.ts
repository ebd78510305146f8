import type { VersionSource } from '../apify/api.ts';
import type { Diagnostic } from '../errors.ts';
import { checkDockerfile } from './checks/docker.ts';
import { createInspection, findEmptyFiles } from './checks/inspection.ts';
import { encodeFiles } from './files/encode-files.ts';
import { listSourceFiles } from './files/list-files.ts';
import { findUploadPlaces } from './places/upload-places.ts';
import { factsOf, type ReadSource, type SourceRequest } from './source.ts';
import { shownUrl } from './source-url.ts';

/** Lists, reads and checks the files, or determines the URL. Sends no requests to Apify. */
export async function readSource(request: SourceRequest): Promise<ReadSource> {
  const { source } = request;
  switch (source.type) {
    case 'SOURCE_FILES':
      return readFiles(request, source.patterns);
    case 'TARBALL':
      return source.url === undefined
        ? readFiles(request, source.patterns)
        : fromUrl({ sourceType: source.type, tarballUrl: source.url }, source.url);
    case 'GITHUB_GIST':
      return fromUrl({ sourceType: source.type, gitHubGistUrl: source.url }, source.url);
    case 'GIT_REPO': {
      const { readGitUrl } = await import('./read-git-url.ts');
      const { url, diagnostics } = await readGitUrl(
        source.url,
        request.definition?.dockerContextDir !== undefined,
        request,
      );
      return fromUrl({ sourceType: source.type, gitRepoUrl: url }, url, diagnostics);
    }
  }
}

function fromUrl(source: VersionSource, url: string, diagnostics: readonly Diagnostic[] = []): ReadSource {
  return {
    facts: { type: source.sourceType, url: shownUrl(url) },
    diagnostics,
    fileNames: [],
    content: { kind: 'url', source },
  };
}

/** Lists the files to deploy. If they may fit into the request, also reads, checks and encodes them. */
async function readFiles(request: SourceRequest, patterns: readonly string[]): Promise<ReadSource> {
  const { source, workspace, definition, secrets, git, signal } = request;
  const { places = await findUploadPlaces(workspace, definition) } = request;
  const { root, otherFolders, namedFiles } = places;
  const options = { workspace, git, signal, uploadRoot: root.folder, otherFolders, patterns, namedFiles };
  const listed = await listSourceFiles(options);
  const { files, selects } = listed;
  const fileNames = files.map(({ name }) => name);
  const docker = checkDockerfile(definition?.dockerfile, root, fileNames);
  const diagnostics = [...places.diagnostics, ...listed.diagnostics, ...docker];
  const unread = (reason: 'requested' | 'content'): ReadSource => ({
    facts: factsOf(files, { archived: true }),
    diagnostics,
    fileNames,
    content: { kind: 'unread', files, selects, root, namedFiles, reason },
  });

  if (source.type === 'TARBALL') return unread('requested');
  const sourceFiles = await encodeFiles(files, { workspace: workspace.workspace, signal });
  if (sourceFiles === 'too-large') return unread('content');
  const inspection = createInspection({ files, root, namedFiles }, secrets);
  inspection.inspectEncoded(sourceFiles);
  return {
    facts: factsOf(files, { archived: false }),
    diagnostics: [...diagnostics, ...(await inspection.report(git, signal)), ...findEmptyFiles(files)],
    fileNames,
    content: { kind: 'encoded', files, selects, root, namedFiles, sourceFiles },
  };
}
