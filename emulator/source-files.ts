import { ApiFailure, invalidInput } from './api-failure.ts';
import { asArray, asFilledString, asObject, asString } from './fields.ts';
import type { SourceEntry, SourceFile } from './platform.ts';

/** `MAX_MULTIFILE_BYTES` in https://github.com/apify/apify-shared-js. The API accepts exactly this size. */
const MAX_CONTENT_BYTES = 3 * 1024 ** 2;

/** @throws ApiFailure if a required property is missing or not valid. */
export function readSourceFiles(value: unknown, what: string): readonly SourceEntry[] {
  return asArray(value, what).map((item, index) => {
    const place = `${what}[${index}]`;
    const fields = asObject(item, place);
    const name = asFilledString(fields['name'], `${place}.name`);
    if (fields['folder'] === true) return { name, folder: true };
    const format = fields['format'];
    if (format !== 'TEXT' && format !== 'BASE64') throw invalidInput(`${place}.format`, 'must be TEXT or BASE64');
    const content = asString(fields['content'], `${place}.content`);
    if (format === 'BASE64' && !isBase64(content)) throw invalidInput(`${place}.content`, 'is not valid Base64');
    return { name, format, content };
  });
}

/** @throws ApiFailure if all files together exceed Apify's limit. */
export function checkContentSize(entries: readonly SourceEntry[]): void {
  const bytes = entries.filter(isFile).reduce((sum, file) => sum + countContent(file.content), 0);
  if (bytes <= MAX_CONTENT_BYTES) return;
  const message = `Invalid input: The source files are too large (limit: ${MAX_CONTENT_BYTES} bytes, actual: ${bytes} bytes).`;
  throw new ApiFailure(400, 'invalid-input', message);
}

export function isFile(entry: SourceEntry): entry is SourceFile {
  return 'format' in entry;
}

export function contentBytes(file: SourceFile): Buffer {
  return Buffer.from(file.content, file.format === 'BASE64' ? 'base64' : 'utf8');
}

/** Counts the UTF-8 bytes of a string, plus one for each character above U+FFFF. */
function countContent(content: string): number {
  return Buffer.byteLength(content) + (content.match(/[\u{10000}-\u{10FFFF}]/gu)?.length ?? 0);
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}
