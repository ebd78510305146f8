import { unzipSync } from 'fflate';
import type { BuildInput, Platform, SourceEntry, StoredVersion } from './platform.ts';
import { signatureOf } from './record-signature.ts';
import { contentBytes, isFile } from './source-files.ts';
import { sourceFields } from './source-types.ts';

/** Returns the source and variables for a build of this version that starts now. */
export function takeBuildInput(platform: Platform, version: StoredVersion): BuildInput {
  const { sourceType, applyEnvVarsToBuild, actorPath } = version;
  const url = sourceType === 'SOURCE_FILES' ? undefined : version[sourceFields[sourceType]];
  const { files, skippedFiles, problem } = readSource(platform, version, url);
  return {
    sourceType,
    applyEnvVarsToBuild,
    actorPath,
    envVars: [...(version.envVars ?? [])],
    url,
    files,
    skippedFiles,
    problem,
  };
}

type Source = Pick<BuildInput, 'files' | 'skippedFiles' | 'problem'>;

/** Reads the files of SOURCE_FILES, and of ZIP archives in this account. All other sources are assumed to be valid. */
function readSource(platform: Platform, version: StoredVersion, url: string | undefined): Source {
  const { sourceType, sourceFiles = [], actorPath } = version;
  const unknown = { files: new Map(), skippedFiles: [], problem: undefined };
  if (sourceType === 'SOURCE_FILES') return layOut(sourceFiles.map(toEntry), actorPath);
  if (sourceType !== 'TARBALL' || url === undefined) return unknown;
  const archive = download(platform, url);
  if (typeof archive === 'string') return { ...unknown, problem: `Cannot download the tarball: ${archive}` };
  if (archive?.subarray(0, 4).toString('latin1') !== 'PK\u0003\u0004') return unknown;
  try {
    return layOut(unzip(archive), actorPath);
  } catch (error) {
    return { ...unknown, problem: `Cannot unpack the archive: ${error}` };
  }
}

function toEntry(entry: SourceEntry): Entry {
  return { name: entry.name, bytes: isFile(entry) ? contentBytes(entry) : undefined };
}

function unzip(archive: Buffer): readonly Entry[] {
  return Object.entries(unzipSync(archive)).map(([name, bytes]) => ({
    name,
    bytes: name.endsWith('/') ? undefined : Buffer.from(bytes),
  }));
}

/** A file, or a folder if `bytes` is undefined. */
interface Entry {
  readonly name: string;
  readonly bytes: Buffer | undefined;
}

/**
 * Writes files like an Apify build: `./a` is the same as `a`, the last of several files with the same name wins, and
 * empty files are skipped. A path outside the root, or a file with the path of a folder, cannot be written.
 */
function layOut(entries: readonly Entry[], actorPath: string | undefined): Source {
  const files = new Map<string, Buffer>();
  const skippedFiles: string[] = [];
  const folders = new Set<string>();
  for (const entry of entries) {
    const { bytes } = entry;
    const parts = normalParts(entry.name);
    const fail = (reason: string) => ({ files, skippedFiles, problem: `Cannot write "${entry.name}": ${reason}` });
    if (parts === undefined) return fail('the path leads out of the root folder');
    const name = parts.join('/');
    const above = parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join('/'));
    if (above.some((folder) => files.has(folder))) return fail('its folder is a file');
    if (bytes === undefined) {
      if (files.has(name)) return fail('a file has this path');
      for (const folder of [...above, name]) folders.add(folder);
      continue;
    }
    if (name === '' || folders.has(name)) return fail('a folder has this path');
    if (bytes.length === 0) {
      skippedFiles.push(name);
      continue;
    }
    for (const folder of above) folders.add(folder);
    files.set(name, bytes);
  }
  return { files, skippedFiles, problem: pathProblem(files, actorPath) };
}

function pathProblem(files: ReadonlyMap<string, Buffer>, actorPath: string | undefined): string | undefined {
  if (actorPath === undefined) return undefined;
  const folder = normalParts(actorPath)?.join('/');
  if (folder === '' || [...files.keys()].some((name) => name.startsWith(`${folder}/`))) return undefined;
  return `Cannot find the Actor: the source has no files in "${actorPath}"`;
}

function normalParts(name: string): readonly string[] | undefined {
  if (name.startsWith('/')) return undefined;
  const parts: string[] = [];
  for (const part of name.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts;
}

/**
 * Downloads a record of this account without a token, as Apify does.
 * @returns undefined for URLs of other hosts, and for records that are too long to be kept. A string describes a
 *   problem.
 */
function download(platform: Platform, tarballUrl: string): Buffer | string | undefined {
  if (!URL.canParse(tarballUrl)) return `"${tarballUrl}" is not a valid URL`;
  const url = new URL(tarballUrl);
  const [, storeId, key] = /\/v2\/key-value-stores\/([^/]+)\/records\/([^/]+)$/.exec(url.pathname) ?? [];
  if (storeId === undefined || key === undefined) return undefined;
  const store = platform.findStore(decodeURIComponent(storeId));
  const record = store?.records.get(decodeURIComponent(key));
  if (store === undefined || record === undefined) return '404 record-not-found';
  const { urlSigningSecretKey: secret } = store;
  const signature = url.searchParams.get('signature');
  if (secret !== undefined && signature !== signatureOf(secret, record.key)) return '403 invalid-signature';
  return record.bytes;
}
