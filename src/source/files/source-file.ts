/** A file that is to be deployed; its bytes are still on the disk. */
export interface SourceFile {
  /** POSIX path relative to the working directory; the name it is sent under. */
  readonly name: string;
  /** Absolute native path of the bytes: of the target, where the name is a link's. */
  readonly path: string;
  /** Bytes, as `stat` told. */
  readonly size: number;
  /** Where Git's index or the disk says so; the index alone where modes on the disk mean nothing (Windows). */
  readonly executable: boolean;
  /** Where it is a link's, that of the link and of its target. */
  readonly tracked: boolean;
}
