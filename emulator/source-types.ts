/** https://docs.apify.com/platform/actors/development/deployment/source-types */
export const SOURCE_TYPES = ['SOURCE_FILES', 'GIT_REPO', 'TARBALL', 'GITHUB_GIST'] as const;

export type SourceType = (typeof SOURCE_TYPES)[number];

export const sourceFields = {
  SOURCE_FILES: 'sourceFiles',
  GIT_REPO: 'gitRepoUrl',
  TARBALL: 'tarballUrl',
  GITHUB_GIST: 'gitHubGistUrl',
} as const satisfies Record<SourceType, string>;
