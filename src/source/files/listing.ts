/** A name on disk or in Git's output. */
export interface FileName {
  /** The name. If it is not valid UTF-8, it contains replacement characters, and no file can be opened with it. */
  readonly name: string;
  /** An escaped form for messages; only set if the name is not valid UTF-8. */
  readonly escaped?: string;
}

/**
 * A file or link, listed by Git or based on ignore files. A folder whose name is not UTF-8 is listed with a trailing
 * slash, because nothing in it can be opened.
 */
export interface ListedFile extends FileName {
  readonly tracked: boolean;
  /** From the index: `100644`, `100755` or `120000` (a link). Not set if the file is not tracked. */
  readonly indexMode?: string;
  /** Whether a sparse checkout excludes it. */
  readonly isSparse?: boolean;
  /** Whether it is in a nested repository that the outer one does not track. */
  readonly isNested?: boolean;
  /** Whether Git ignores it but `.actorignore` includes it again. */
  readonly isIncludedAgain?: boolean;
}

/** The files of one repository, with names relative to the listed folder. */
export interface RepositoryListing {
  readonly files: readonly ListedFile[];
  /** Folders with a separate repository that this one does not track. */
  readonly nested: readonly string[];
  readonly submodules: readonly string[];
  readonly unreadable: readonly string[];
}

/** A line of an ignore file. */
export interface IgnoreLine {
  /** The file name for messages, relative to the workspace if the file is in it. */
  readonly file: string;
  readonly line: string;
  readonly text: string;
}

/**
 * The files in a folder that would be committed, except for files that are never deployed or are excluded by default.
 * Includes the files of submodules and nested repositories. Names are relative to the folder.
 */
export interface Listing {
  /** Absolute path, with links resolved. */
  readonly folder: string;
  readonly files: readonly ListedFile[];
  readonly missingSubmodules: readonly string[];
  readonly unreadable: readonly string[];
  /** Absolute paths of repositories that are not submodules. */
  readonly nested: readonly string[];
  /** The folders for which ignore files were used instead of Git, and the reason. */
  readonly withoutGit: readonly { readonly folder: string; readonly reason: string }[];
  /** The line that makes Git ignore the folder itself. In that case, only ignore files in the folder apply. */
  readonly ignoredBy?: IgnoreLine | undefined;
}
