import type { VersionSource } from '../apify/api.ts';
import type { Diagnostic } from '../errors.ts';
import { readFiles } from './read-files.ts';
import type { ReadSource, SourceRequest } from './source.ts';
import { shownUrl } from './source-url.ts';

/**
 * Reads and checks the source: lists and reads the files, or determines the URL. Sends nothing to Apify.
 * @throws ActionError
 */
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
      const { url, diagnostics } = await readGitUrl(request, source.url);
      return fromUrl({ sourceType: source.type, gitRepoUrl: url }, url, diagnostics);
    }
  }
}

function fromUrl(source: VersionSource, url: string, diagnostics: readonly Diagnostic[] = []): ReadSource {
  return {
    facts: { type: source.sourceType, url: shownUrl(url) },
    diagnostics,
    planned: source,
    fileNames: [],
    content: { kind: 'url', source },
  };
}
