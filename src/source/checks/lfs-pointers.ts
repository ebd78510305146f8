/** Bytes that a pointer has less than. https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
const POINTER_BYTES = 1024;

const start = Buffer.from('version https://git-lfs.github.com/spec/v1\n');

/** Whether a file holds a Git LFS pointer in its content's place. */
export function isLfsPointer(bytes: Buffer): boolean {
  return bytes.length < POINTER_BYTES && bytes.subarray(0, start.length).equals(start);
}
