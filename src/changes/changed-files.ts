/** A file that differs between the two commits; of a rename both names are there. */
export interface ChangedFile {
  /** POSIX path from the workspace's root; begins with `../` where the workspace is a folder of the repository. */
  readonly path: string;
  /** It is there no more. */
  readonly removed: boolean;
}

/** What a comparison found out. */
export interface ChangedFiles {
  readonly kind: 'files';
  readonly files: readonly ChangedFile[];
  /** Hashes of the commits whose files were compared. */
  readonly base: string;
  readonly head: string;
  readonly by: 'local Git' | 'the compare API of GitHub';
}
