/** A name on the disk or from Git. */
export interface FileName {
  /** If its bytes are not UTF-8, it has marks in their place, and no file is found under it. */
  readonly name: string;
  /** How a name that is not UTF-8 is shown; absent for all others. */
  readonly escaped?: string;
}

/**
 * A file or link that Git lists, or the ignore files without Git. A folder whose name is not UTF-8 is listed with a slash
 * at its end, because nothing can be found in it.
 */
export interface ListedFile extends FileName {
  readonly tracked: boolean;
  /** From the index: `100644`, `100755` or `120000` (a link); absent if it is not tracked. */
  readonly indexMode?: string;
  /** A sparse checkout excluded it. */
  readonly isSparse?: boolean;
  /** It is in a repository that the one around it does not track. */
  readonly isNested?: boolean;
  /** Git ignores it, and `.actorignore` includes it again. */
  readonly isIncludedAgain?: boolean;
}

/** The files of one repository. Names are relative to the folder that was listed. */
export interface RepositoryListing {
  readonly files: readonly ListedFile[];
  /** Folders with a repository of their own that this one does not track. */
  readonly nested: readonly string[];
  readonly submodules: readonly string[];
  readonly unreadable: readonly string[];
}

/** A line of an ignore file. */
export interface IgnoreLine {
  /** The file as a message shows it: from the workspace if it is there. */
  readonly file: string;
  readonly line: string;
  readonly text: string;
}

/**
 * The files at or below a folder that would be committed, without those that are never sent or excluded by default.
 * Names are relative to the folder. Files of submodules and nested repositories are included.
 */
export interface Listing {
  /** Absolute and real. */
  readonly folder: string;
  readonly files: readonly ListedFile[];
  readonly missingSubmodules: readonly string[];
  readonly unreadable: readonly string[];
  /** Absolute paths of repositories that are not submodules. */
  readonly nested: readonly string[];
  /** The folders that ignore files determined instead of Git, and why. */
  readonly withoutGit: readonly { readonly folder: string; readonly reason: string }[];
  /** The line because of which Git ignores the folder itself, so that only the ignore files inside it apply. */
  readonly ignoredBy?: IgnoreLine;
}

export interface Listings {
  /** The listing of a folder, or of one around it. @param folder absolute and real. */
  around(folder: string): Promise<Listing>;
  /** Lists a folder that is sent, even if Git ignores the folder itself. */
  ofRoot(folder: string): Promise<Listing>;
  find(file: string): Promise<ListedFile | undefined>;
  all(): Promise<readonly Listing[]>;
  /**
   * Settings of the repository around a folder: whether modes on the disk have a meaning (`core.fileMode`), and whether
   * links are links (`core.symlinks`) or files that contain their target.
   */
  diskSettings(folder: string): Promise<{ readonly hasModes: boolean; readonly hasLinks: boolean }>;
}
