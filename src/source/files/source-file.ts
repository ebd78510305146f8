/** A file to deploy; its bytes are still on the disk. */
export interface SourceFile {
  /** POSIX path relative to the upload root; the name under which it is sent. */
  readonly name: string;
  /** Absolute native path of the bytes: of the target if the name is a link's. */
  readonly path: string;
  readonly size: number;
  /** From the disk, or from Git's index if the disk does not have modes (Windows). */
  readonly executable: boolean;
  /** Whether Git tracks it; for a link, whether Git tracks both the link and its target. */
  readonly tracked: boolean;
}

/** The folder that the names of files are relative to. */
export interface UploadRoot {
  readonly folder: string;
  /** From the workspace's root; empty for the root. */
  readonly shown: string;
  /** The working directory from the upload root; undefined if they are the same. */
  readonly actorPath: string | undefined;
}
