import { isUtf8 } from 'node:buffer';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';

/**
 * The features of the disk with the temporary folder, determined by trying them. Disks on Windows and macOS support
 * less than disks on Linux, so some tests are skipped there.
 */

/**
 * Whether a folder can contain files with all of these names. Some disks do not distinguish `a` and `A`, or two forms of
 * one letter. Others reject characters, or bytes that are not UTF-8.
 */
export function diskTakes(...names: readonly (string | Buffer)[]): boolean {
  // Names on Windows are UTF-16, and mkdirSync hangs there if a name is not valid UTF-8.
  if (process.platform === 'win32' && !names.every((name) => isUtf8(Buffer.from(name)))) return false;
  return tryOut((folder) => {
    const places = names.map((name) => Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name)]));
    for (const [index, place] of places.entries()) {
      mkdirSync(place.subarray(0, place.lastIndexOf('/')), { recursive: true });
      writeFileSync(place, String(index));
    }
    return places.every((place, index) => isThere(place, folder.length) && readFileSync(place, 'utf8') === `${index}`);
  });
}

/** Whether a path and each of its parent folders are listed byte for byte. */
function isThere(place: Buffer, from: number): boolean {
  for (let end = from; end >= 0; ) {
    const next = place.indexOf('/', end + 1);
    const name = place.subarray(end + 1, next < 0 ? place.length : next);
    if (!readdirSync(place.subarray(0, end), 'buffer').some((each) => name.equals(each))) return false;
    end = next;
  }
  return true;
}

/** Whether the disk stores whether a file is executable. */
export const diskKnowsModes = tryOut((folder) => {
  const file = path.join(folder, 'file');
  writeFileSync(file, '');
  return [0o755, 0o644, 0o755].every((mode) => {
    chmodSync(file, mode);
    return (statSync(file).mode & 0o777) === mode;
  });
});

/** Whether this user can create links. */
export const diskTakesLinks = tryOut((folder) => {
  symlinkSync('target', path.join(folder, 'link'));
  return readlinkSync(path.join(folder, 'link')) === 'target';
});

/** On Windows, Git does not support paths of more than 260 characters, but Node does. */
export const gitTakesLongPaths = process.platform !== 'win32';

/** On Windows, Git and the globber interpret a backslash as a slash. */
export const backslashEscapes = path.sep === '/';

function tryOut(answer: (folder: string) => boolean): boolean {
  const folder = mkdtempSync(path.join(tmpdir(), 'disk-'));
  try {
    return answer(folder);
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}
