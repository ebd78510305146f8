import { isUtf8 } from 'node:buffer';
import type { SourceCodeFile } from '../../apify/api.ts';
import { readWhole } from './read-file.ts';
import type { SourceFile } from './source-file.ts';

/** Bytes that all `content` strings of a version may have; exactly so many pass. `MAX_MULTIFILE_BYTES` of https://github.com/apify/apify-shared-js */
export const MAX_CONTENT_BYTES = 3 * 1024 ** 2;
/** Bytes of a request's body before it is compressed. https://docs.apify.com/api/v2 */
export const MAX_BODY_BYTES = 9_437_184;

/** Files that are read at the same time. */
const AT_ONCE = 32;

/** Files in the form in which the API accepts them. */
export interface EncodedFiles {
  readonly sourceFiles: readonly SourceCodeFile[];
  /** Size of all `content` strings, as the platform counts it. */
  readonly contentBytes: number;
}

/**
 * Reads files and writes each as the API takes it: text where its bytes are valid UTF-8 without NUL, Base64 else.
 * No byte is changed. Reading ends as soon as the whole is too large: no more than that is ever in memory.
 * @param look is shown the bytes of each file that is read.
 * @throws ActionError where a file cannot be read or changes meanwhile.
 */
export async function encodeFiles(
  files: readonly SourceFile[],
  look: (file: SourceFile, bytes: Buffer) => void,
  signal?: AbortSignal,
): Promise<EncodedFiles | 'too-large'> {
  // Neither form is shorter than the bytes.
  if (files.reduce((sum, { size }) => sum + size, 0) > MAX_CONTENT_BYTES) return 'too-large';
  const sourceFiles: SourceCodeFile[] = [];
  let contentBytes = 0;
  let isOver = false;
  const rest = files.entries();
  const encodeNext = async (): Promise<void> => {
    for (const [index, file] of rest) {
      signal?.throwIfAborted();
      const bytes = await readWhole(file);
      look(file, bytes);
      const { counted, ...encoded } = encodeBytes(bytes);
      sourceFiles[index] = { name: file.name, ...encoded };
      contentBytes += counted;
      isOver ||= contentBytes > MAX_CONTENT_BYTES;
      if (isOver) return;
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, encodeNext));
  } finally {
    isOver = true;
  }
  return contentBytes > MAX_CONTENT_BYTES ? 'too-large' : { sourceFiles, contentBytes };
}

/** The bytes as a string that JSON carries, and how many bytes of it the platform counts. */
export function encodeBytes(bytes: Buffer): Omit<SourceCodeFile, 'name'> & { readonly counted: number } {
  if (!isUtf8(bytes) || bytes.includes(0)) {
    return { format: 'BASE64', content: bytes.toString('base64'), counted: Math.ceil(bytes.length / 3) * 4 };
  }
  const content = bytes.toString('utf8');
  // As many characters as bytes: ASCII.
  const beyond = content.length === bytes.length ? 0 : countBeyondBmp(bytes);
  return { format: 'TEXT', content, counted: bytes.length + beyond };
}

/** Characters beyond U+FFFF, which the platform counts as five bytes: in UTF-8 they have four, of which the first is F0 or more. */
function countBeyondBmp(bytes: Buffer): number {
  let count = 0;
  for (const byte of bytes) if (byte >= 0xf0) count += 1;
  return count;
}

/**
 * Whether the version's request stays within the platform's limit. As JSON a control character has six bytes.
 * @param otherBytes of the request's body without files.
 */
export function fitsIntoBody({ sourceFiles, contentBytes }: EncodedFiles, otherBytes: number): boolean {
  const nameBytes = sourceFiles.reduce((sum, { name }) => sum + Buffer.byteLength(name), 0);
  const most = otherBytes + 6 * (contentBytes + nameBytes) + FORM_BYTES * sourceFiles.length;
  if (most <= MAX_BODY_BYTES) return true;
  return otherBytes + Buffer.byteLength(JSON.stringify(sourceFiles)) - '[]'.length <= MAX_BODY_BYTES;
}

/** What surrounds a file's name and content. */
const FORM_BYTES = '{"name":"","format":"BASE64","content":""},'.length;
