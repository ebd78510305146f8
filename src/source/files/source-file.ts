/** A file to deploy. Its content is still on disk. */
export interface SourceFile {
  /** POSIX path relative to the upload root, under which the file is uploaded. */
  readonly name: string;
  /** Absolute native path of the content. If the name is that of a link, this is the target. */
  readonly path: string;
  readonly size: number;
  /** From the file system, or from Git's index if the file system does not support modes (Windows). */
  readonly executable: boolean;
  /** Whether Git tracks it; for a link, whether Git tracks both the link and its target. */
  readonly tracked: boolean;
}

/** The folder that the names of files are relative to. */
export interface UploadRoot {
  readonly folder: string;
  /** Path relative to the workspace root; empty for the root itself. */
  readonly shown: string;
  /** Path of the working directory relative to the upload root; undefined if they are the same. */
  readonly actorPath: string | undefined;
}
