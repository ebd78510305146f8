/** A file that is to be deployed; its bytes are still on the disk. */
export interface SourceFile {
  /** POSIX path relative to the working directory; the name it is sent under. */
  readonly name: string;
  /** Absolute native path of the bytes: of the target, where the name is a link's. */
  readonly path: string;
  /** Bytes, as `stat` told. */
  readonly size: number;
  /** Whether the file is executable: from Git's index where it knows, from the disk else. */
  readonly executable: boolean;
  readonly tracked: boolean;
}
