/** Which source the user asks for; a URL that is absent is made (GIT_REPO) or uploaded (TARBALL). */
export type RequestedSource =
  | { readonly type: 'SOURCE_FILES'; readonly patterns: readonly string[] }
  | { readonly type: 'GIT_REPO'; readonly url: string | undefined }
  | { readonly type: 'TARBALL'; readonly url: string }
  | { readonly type: 'TARBALL'; readonly url: undefined; readonly patterns: readonly string[] }
  | { readonly type: 'GITHUB_GIST'; readonly url: string };
