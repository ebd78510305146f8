import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { inflateRawSync } from 'node:zlib';
import { test } from '@jest/globals';
import type { Emulator } from '../../emulator/emulator.ts';

/** Tests with pipes and devices. */
export const testOnPosix = process.platform === 'win32' ? test.skip : test;
/** Tests of path rules that exist only on Windows. */
export const testOnWindows = process.platform === 'win32' ? test : test.skip;

/** Creates a pipe without a writer. Opening it for reading blocks forever. */
export function makePipe(folder: string, name: string): void {
  const place = path.join(folder, name);
  mkdirSync(path.dirname(place), { recursive: true });
  execFileSync('mkfifo', [place]);
}

/** The bodies of all requests, with the content of Base64 strings and of archives. */
export function sentTo({ requests }: Emulator): string {
  return requests.map(({ body }) => withBase64(body.toString('latin1')) + filesOfZip(body)).join('\n');
}

function withBase64(text: string): string {
  const decoded = [...text.matchAll(/"([A-Za-z0-9+/]{16,}={0,2})"/g)].map(([, part = '']) =>
    Buffer.from(part, 'base64').toString('latin1'),
  );
  return [text, ...decoded].join('\n');
}

function filesOfZip(bytes: Buffer): string {
  const contents: string[] = [];
  for (let at = bytes.indexOf('PK\x03\x04'); at >= 0; at = bytes.indexOf('PK\x03\x04', at + 4)) {
    const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
    try {
      contents.push(inflateRawSync(bytes.subarray(start)).toString('latin1'));
    } catch {
      // These four bytes were part of a file.
    }
  }
  return contents.join('\n');
}

/** Creates an index with paths that Git does not add. https://git-scm.com/docs/index-format */
export function writeIndex(file: string, names: readonly string[]): void {
  const header = Buffer.alloc(12);
  header.write('DIRC');
  header.writeUInt32BE(2, 4);
  header.writeUInt32BE(names.length, 8);
  const entries = names.map((name) => {
    const length = Buffer.byteLength(name);
    const entry = Buffer.alloc((62 + length + 8) & ~7);
    entry.writeUInt32BE(0o100644, 24);
    entry.write('e69de29bb2d1d6434b8b29ae775ad8c2e48c5391', 40, 'hex');
    entry.writeUInt16BE(Math.min(length, 0xfff), 60);
    entry.write(name, 62);
    return entry;
  });
  const content = Buffer.concat([header, ...entries]);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, Buffer.concat([content, createHash('sha1').update(content).digest()]));
}
