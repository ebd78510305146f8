import { isUtf8 } from 'node:buffer';
import { setImmediate } from 'node:timers/promises';
import type { SourceCodeFile } from '../../apify/api.ts';
import { createFileReader } from './read-file.ts';
import type { SourceFile } from './source-file.ts';

/**
 * The maximum size of all `content` strings of a version, in bytes. `MAX_MULTIFILE_BYTES` in
 * https://github.com/apify/apify-shared-js
 */
const MAX_CONTENT_BYTES = 3 * 1024 ** 2;
/** The maximum size of a request body before compression, in bytes. https://docs.apify.com/api/v2 */
const MAX_BODY_BYTES = 9_437_184;

/** How long to read files, in milliseconds, before pending requests and a cancellation are processed. */
const SLICE_MS = 20;

/**
 * Encodes files as text if they are valid UTF-8 without NUL, otherwise as Base64. Stops as soon as the content exceeds
 * the limit for a version, so that memory use stays below that limit.
 */
export async function encodeFiles(
  files: readonly SourceFile[],
  { workspace, signal }: { readonly workspace: string; readonly signal: AbortSignal },
): Promise<readonly SourceCodeFile[] | 'too-large'> {
  // Neither encoding is shorter than the file itself.
  if (files.reduce((sum, { size }) => sum + size, 0) > MAX_CONTENT_BYTES) return 'too-large';
  const sourceFiles: SourceCodeFile[] = [];
  let contentBytes = 0;
  while (sourceFiles.length < files.length) {
    await setImmediate();
    signal.throwIfAborted();
    const end = performance.now() + SLICE_MS;
    const reader = createFileReader(workspace);
    for (const file of files.slice(sourceFiles.length)) {
      const text = reader.readText(file);
      const encoded = text === undefined ? encodeBytes(reader.readWhole(file)) : encodeText(text, file.size);
      sourceFiles.push({ name: file.name, format: encoded.format, content: encoded.content });
      contentBytes += encoded.counted;
      if (contentBytes > MAX_CONTENT_BYTES) return 'too-large';
      if (sourceFiles.length % 32 === 0 && performance.now() > end) break;
    }
  }
  return sourceFiles;
}

interface EncodedBytes extends Omit<SourceCodeFile, 'name'> {
  readonly counted: number;
}

export function encodeBytes(bytes: Buffer): EncodedBytes {
  if (isUtf8(bytes) && !bytes.includes(0)) return encodeText(bytes.toString(), bytes.length);
  return { format: 'BASE64', content: bytes.toString('base64'), counted: Math.ceil(bytes.length / 3) * 4 };
}

/**
 * Counts bytes like Apify, which counts 5 bytes instead of 4 for a character above U+FFFF. If the text has as many
 * characters as bytes, it is ASCII.
 */
function encodeText(content: string, bytes: number): EncodedBytes {
  const beyond = content.length === bytes ? 0 : (content.match(/[\u{10000}-\u{10ffff}]/gu)?.length ?? 0);
  return { format: 'TEXT', content, counted: bytes + beyond };
}

const FORM_BYTES = '{"name":"","format":"BASE64","content":""},'.length;

/** Characters that JSON encodes in 6 bytes, such as `\u0001`. All other characters take at most 3 bytes. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern must match them
const LONG_ESCAPES = /[\u0000-\u0007\u000b\u000e-\u001f]/;

/** Whether the request for the version stays within the limit. @param otherBytes size of the body without the files. */
export function fitsIntoBody(sourceFiles: readonly SourceCodeFile[], otherBytes: number): boolean {
  // In most cases, an upper bound is sufficient.
  const isBelow = (mostBytes: number): boolean => {
    const sizes = sourceFiles.map(({ name, content }) => FORM_BYTES + mostBytes * (name.length + content.length));
    return sizes.reduce((sum, size) => sum + size, otherBytes) <= MAX_BODY_BYTES;
  };
  if (isBelow(6)) return true;
  if (isBelow(3) && !sourceFiles.some(({ name, content }) => LONG_ESCAPES.test(name) || LONG_ESCAPES.test(content))) {
    return true;
  }
  return otherBytes + Buffer.byteLength(JSON.stringify(sourceFiles)) - '[]'.length <= MAX_BODY_BYTES;
}
