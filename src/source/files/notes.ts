export interface LinkNote {
  readonly name: string;
  readonly target: string;
}

/** The findings in addition to the files. Names are relative to the upload root. */
export type Notes = ReturnType<typeof noNotes>;

export function noNotes() {
  return {
    brokenLinks: [] as LinkNote[],
    /** Links to files that Git ignores. Nothing is deployed for them. */
    emptyLinks: [] as LinkNote[],
    linksOutside: [] as LinkNote[],
    linksIntoGit: [] as LinkNote[],
    /** Tracked files that a sparse checkout excludes. */
    sparse: [] as string[],
    missingSubmodules: [] as string[],
    unreadableFolders: [] as string[],
    /** In escaped form. */
    namesNotUtf8: [] as string[],
    /** Untracked files that are deployed only because Git does not ignore them. */
    untracked: new Set<string>(),
    /** Files that are executable on disk but not in the index. */
    doubtfulModes: new Set<string>(),
  };
}
