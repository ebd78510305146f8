import type { VersionSource } from '../apify/api.ts';
import type { Diagnostic } from '../errors.ts';
import { readGitHubRun } from '../github/run.ts';
import { readCheckout } from './checkout.ts';
import { type CollectedSource, ready } from './collected-source.ts';
import { collectFileSource, type FileSourceRequest } from './file-source.ts';
import { makeGitUrl } from './git-url.ts';
import type { RequestedSource } from './requested-source.ts';
import type { SourceFacts } from './source.ts';
import { shownUrl } from './source-url.ts';

export type { CollectedSource, PreparedSource } from './collected-source.ts';

export interface SourceRequest extends FileSourceRequest {
  readonly source: RequestedSource;
}

/**
 * What is to be deployed: files that are listed, read and checked, or the URL at which the platform finds them.
 * Nothing is asked of the platform.
 * @throws ActionError
 */
export async function collectSource(request: SourceRequest): Promise<CollectedSource> {
  const { source } = request;
  switch (source.type) {
    case 'SOURCE_FILES':
      return collectFileSource(request, source.patterns, { mustPack: false });
    case 'TARBALL':
      return source.url === undefined
        ? collectFileSource(request, source.patterns, { mustPack: true })
        : collectUrl({ sourceType: source.type, tarballUrl: source.url }, source.url);
    case 'GITHUB_GIST':
      return collectUrl({ sourceType: source.type, gitHubGistUrl: source.url }, source.url);
    case 'GIT_REPO': {
      const { url, diagnostics } =
        source.url === undefined ? await readGitUrl(request) : { url: source.url, diagnostics: [] };
      return collectUrl({ sourceType: source.type, gitRepoUrl: url }, url, diagnostics);
    }
  }
}

async function readGitUrl({ git, workspace, signal }: SourceRequest): Promise<ReturnType<typeof makeGitUrl>> {
  const [run, checkout] = await Promise.all([readGitHubRun(), readCheckout(git, workspace, signal)]);
  return makeGitUrl(run, checkout);
}

function collectUrl(source: VersionSource, url: string, diagnostics: readonly Diagnostic[] = []): CollectedSource {
  const facts: SourceFacts = { type: source.sourceType, url: shownUrl(url) };
  return { facts, diagnostics, planned: source, prepare: async () => ready({ source, facts }) };
}
