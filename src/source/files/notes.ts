export interface LinkNote {
  readonly name: string;
  /** As written in the link. */
  readonly target: string;
}

/** Everything that was found on the way besides the files. Names are relative to the upload root. */
export interface Notes {
  readonly brokenLinks: LinkNote[];
  /** Links to files that Git ignores: nothing is sent for them. */
  readonly emptyLinks: LinkNote[];
  readonly linksOutside: LinkNote[];
  readonly linksIntoGit: LinkNote[];
  /** Tracked files that a sparse checkout excluded. */
  readonly sparse: string[];
  /** Submodules that are not checked out. */
  readonly missingSubmodules: string[];
  readonly unreadableFolders: string[];
  /** Names that are not UTF-8, escaped. */
  readonly namesNotUtf8: string[];
  /** Untracked files that are sent only because Git does not ignore them. */
  readonly untracked: Set<string>;
  /** Files of the index that are executable only on the disk. */
  readonly doubtfulModes: Set<string>;
}

export function noNotes(): Notes {
  return {
    brokenLinks: [],
    emptyLinks: [],
    linksOutside: [],
    linksIntoGit: [],
    sparse: [],
    missingSubmodules: [],
    unreadableFolders: [],
    namesNotUtf8: [],
    untracked: new Set(),
    doubtfulModes: new Set(),
  };
}
