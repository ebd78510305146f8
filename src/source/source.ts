import type { ActorDefinition } from '../actor/definition.ts';
import type { SourceCodeFile, SourceType, VersionSource } from '../apify/api.ts';
import type { Diagnostic } from '../errors.ts';
import type { Git } from '../runner/git.ts';
import type { Secret } from '../runner/secrets.ts';
import type { Workspace } from '../runner/workspace.ts';
import type { ListedSource } from './files/list-files.ts';
import type { SourceFile } from './files/source-file.ts';
import type { UploadPlaces } from './places/upload-places.ts';

/**
 * The source that the inputs request. If `url` is undefined, the action determines it (GIT_REPO) or uploads an archive
 * (TARBALL).
 */
export type RequestedSource =
  | { readonly type: 'SOURCE_FILES'; readonly patterns: readonly string[] }
  | { readonly type: 'GIT_REPO'; readonly url: string | undefined }
  | { readonly type: 'TARBALL'; readonly url: string }
  | { readonly type: 'TARBALL'; readonly url: undefined; readonly patterns: readonly string[] }
  | { readonly type: 'GITHUB_GIST'; readonly url: string };

export interface SourceRequest {
  readonly source: RequestedSource;
  readonly workspace: Workspace;
  readonly definition: ActorDefinition | undefined;
  /** The places of the files, if they were found while the inputs were checked. */
  readonly places?: UploadPlaces | undefined;
  readonly secrets: readonly Secret[];
  readonly git: Git;
  /** The runner's folder for temporary files, outside the checkout. */
  readonly temporaryFolder: string | undefined;
  readonly signal: AbortSignal;
}

export interface SourceFacts {
  readonly type: SourceType;
  readonly files?: { readonly count: number; readonly bytes: number; readonly archived: boolean };
  /** The URL without user information and signature; not set for SOURCE_FILES. */
  readonly url?: string;
}

export interface ReadSource {
  readonly facts: SourceFacts;
  readonly diagnostics: readonly Diagnostic[];
  /** Sorted POSIX names of the files; empty if the source is a URL. */
  readonly fileNames: readonly string[];
  readonly content: SourceContent;
}

type SourceContent = { readonly kind: 'url'; readonly source: VersionSource } | FileContent;

export type FileContent = Pick<ListedSource, 'files' | 'selects'> &
  Pick<UploadPlaces, 'root' | 'namedFiles'> &
  (
    | { readonly kind: 'encoded'; readonly sourceFiles: readonly SourceCodeFile[] }
    /** The files go into an archive, and have not been read yet. */
    | { readonly kind: 'unread'; readonly reason: 'requested' | 'content' }
  );

/** The source to send. An archive is a complete file on disk, which must be deleted with `removeArchive`. */
export type Source =
  | { readonly kind: 'files'; readonly sourceFiles: readonly SourceCodeFile[]; readonly actorPath: string | undefined }
  | {
      readonly kind: 'archive';
      readonly path: string;
      readonly byteLength: number;
      readonly actorPath: string | undefined;
    }
  | { readonly kind: 'url'; readonly source: VersionSource };

export interface PreparedSource {
  readonly source: Source;
  readonly facts: SourceFacts;
  readonly diagnostics: readonly Diagnostic[];
}

export function factsOf(files: readonly SourceFile[], { archived }: { readonly archived: boolean }): SourceFacts {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return { type: archived ? 'TARBALL' : 'SOURCE_FILES', files: { count: files.length, bytes, archived } };
}

/** Returns the source to show in a plan, without file contents and without the URL of an archive. */
export function plannedSource(source: Source): VersionSource {
  if (source.kind === 'url') return source.source;
  const { kind, actorPath } = source;
  const place = actorPath === undefined ? {} : { actorPath };
  return kind === 'archive'
    ? { sourceType: 'TARBALL', tarballUrl: '', ...place }
    : { sourceType: 'SOURCE_FILES', sourceFiles: [], ...place };
}
