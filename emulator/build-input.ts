import type { BuildInput, Platform, SourceEntry, StoredVersion } from './platform.ts';
import { signatureOf } from './record-signature.ts';
import { contentBytes, isFile } from './source-files.ts';
import { sourceFields } from './source-types.ts';

/** The source and variables of a build of this version that starts now. */
export function takeBuildInput(platform: Platform, version: StoredVersion): BuildInput {
  const { sourceType, applyEnvVarsToBuild, actorPath } = version;
  const taken = { sourceType, applyEnvVarsToBuild, actorPath, envVars: [...(version.envVars ?? [])] };
  if (sourceType === 'SOURCE_FILES') {
    const source = layOut(version.sourceFiles ?? []);
    return { ...taken, url: undefined, ...source, problem: source.problem ?? pathProblem(source.files, actorPath) };
  }
  const url = version[sourceFields[sourceType]];
  const problem = sourceType === 'TARBALL' && url !== undefined ? downloadProblem(platform, url) : undefined;
  return { ...taken, url, files: new Map(), skippedFiles: [], problem };
}

/**
 * Writes files as a build of the platform does: `./a` is the same as `a`, the last of two files with the same name wins,
 * and empty files are skipped. A path that leads out of the root, or a file at the path of a folder, cannot be written.
 */
function layOut(entries: readonly SourceEntry[]): Pick<BuildInput, 'files' | 'skippedFiles' | 'problem'> {
  const files = new Map<string, Buffer>();
  const skippedFiles: string[] = [];
  const folders = new Set<string>();
  for (const entry of entries) {
    const parts = normalParts(entry.name);
    const fail = (reason: string) => ({ files, skippedFiles, problem: `Cannot write "${entry.name}": ${reason}` });
    if (parts === undefined) return fail('the path leads out of the root folder');
    const name = parts.join('/');
    const above = parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join('/'));
    if (above.some((folder) => files.has(folder))) return fail('its folder is a file');
    if (!isFile(entry)) {
      if (files.has(name)) return fail('a file has this path');
      for (const folder of [...above, name]) folders.add(folder);
      continue;
    }
    if (name === '' || folders.has(name)) return fail('a folder has this path');
    const bytes = contentBytes(entry);
    if (bytes.length === 0) {
      skippedFiles.push(name);
      continue;
    }
    for (const folder of above) folders.add(folder);
    files.set(name, bytes);
  }
  return { files, skippedFiles, problem: undefined };
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

/** Downloads records of this account without a token, as the platform does. URLs of other hosts are assumed to work. */
function downloadProblem(platform: Platform, tarballUrl: string): string | undefined {
  if (!URL.canParse(tarballUrl)) return `Cannot download the tarball: "${tarballUrl}" is not a valid URL`;
  const url = new URL(tarballUrl);
  const [, storeId, key] = /\/v2\/key-value-stores\/([^/]+)\/records\/([^/]+)$/.exec(url.pathname) ?? [];
  if (storeId === undefined || key === undefined) return undefined;
  const store = platform.findStore(decodeURIComponent(storeId));
  if (store?.records.has(decodeURIComponent(key)) !== true) return 'Cannot download the tarball: 404 record-not-found';
  const { urlSigningSecretKey: secret } = store;
  const signature = url.searchParams.get('signature');
  return secret === undefined || signature === signatureOf(secret, decodeURIComponent(key))
    ? undefined
    : 'Cannot download the tarball: 403 invalid-signature';
}
