/** A file to deploy; its bytes are still on the disk. */
export interface SourceFile {
  /** POSIX path relative to the upload root; the name under which it is sent. */
  readonly name: string;
  /** Absolute native path of the bytes: of the target if the name is a link's. */
  readonly path: string;
  /** In bytes, from `lstat`. */
  readonly size: number;
  /** From the disk, or from Git's index if the disk does not have modes (Windows). */
  readonly executable: boolean;
  /** Whether Git tracks it; for a link, whether Git tracks both the link and its target. */
  readonly tracked: boolean;
}
