export interface LinkNote {
  readonly name: string;
  readonly target: string;
}

/** Everything that was found on the way besides the files. Names are relative to the upload root. */
export type Notes = ReturnType<typeof noNotes>;

export function noNotes() {
  return {
    brokenLinks: [] as LinkNote[],
    /** Links to files that Git ignores: nothing is sent for them. */
    emptyLinks: [] as LinkNote[],
    linksOutside: [] as LinkNote[],
    linksIntoGit: [] as LinkNote[],
    /** Tracked files that a sparse checkout excluded. */
    sparse: [] as string[],
    missingSubmodules: [] as string[],
    unreadableFolders: [] as string[],
    /** Escaped. */
    namesNotUtf8: [] as string[],
    /** Untracked files that are sent only because Git does not ignore them. */
    untracked: new Set<string>(),
    /** Files of the index that are executable only on the disk. */
    doubtfulModes: new Set<string>(),
  };
}
