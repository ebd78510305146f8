import type { BuildInput, Platform, SourceEntry, StoredVersion } from './platform.ts';
import { signatureOf } from './record-signature.ts';
import { contentBytes, isFile } from './source-files.ts';
import { sourceFields } from './source-types.ts';

/** What a build of this version would get if it started now. */
export function takeBuildInput(platform: Platform, version: StoredVersion): BuildInput {
  const { sourceType, applyEnvVarsToBuild, actorPath } = version;
  const taken = { sourceType, applyEnvVarsToBuild, actorPath, envVars: [...(version.envVars ?? [])] };
  if (sourceType === 'SOURCE_FILES') {
    const source = layOut(version.sourceFiles ?? []);
    return { ...taken, url: undefined, ...source, problem: source.problem ?? pathProblem(source.files, actorPath) };
  }
  const url = version[sourceFields[sourceType]];
  const problem = sourceType === 'TARBALL' && url !== undefined ? fetchProblem(platform, url) : undefined;
  return { ...taken, url, files: new Map(), skippedFiles: [], problem };
}

/**
 * Files on a disk, as the platform's build writes them: `./a` is `a`, the last of two with one name wins, empty ones
 * are skipped; a path out of the root, or a file where a folder is, cannot be written.
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
    if (above.some((folder) => files.has(folder))) return fail('a file is where its folder should be');
    if (!isFile(entry)) {
      if (files.has(name)) return fail('a file is there already');
      for (const folder of [...above, name]) folders.add(folder);
      continue;
    }
    if (name === '' || folders.has(name)) return fail('a folder is there already');
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

/** Records of this account are looked for as the platform fetches them, without a token; other hosts are believed. */
function fetchProblem(platform: Platform, tarballUrl: string): string | undefined {
  if (!URL.canParse(tarballUrl)) return `Cannot fetch the tarball: "${tarballUrl}" is no URL`;
  const url = new URL(tarballUrl);
  const [, storeId, key] = /\/v2\/key-value-stores\/([^/]+)\/records\/([^/]+)$/.exec(url.pathname) ?? [];
  if (storeId === undefined || key === undefined) return undefined;
  const store = platform.findStore(decodeURIComponent(storeId));
  if (store?.records.has(decodeURIComponent(key)) !== true) return 'Cannot fetch the tarball: 404 record-not-found';
  const { urlSigningSecretKey: secret } = store;
  const signature = url.searchParams.get('signature');
  return secret === undefined || signature === signatureOf(secret, decodeURIComponent(key))
    ? undefined
    : 'Cannot fetch the tarball: 403 invalid-signature';
}
