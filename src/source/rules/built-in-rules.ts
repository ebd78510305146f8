/** What holds of names whatever the rules of a repository are. Names are POSIX paths relative to the working directory. */

/** Credentials that google-github-actions/auth leaves in the workspace; never sent where they are not tracked. */
export function isLeftByTools(name: string): boolean {
  return /(?:^|\/)gha-creds-[^/]*\.json$/.test(name);
}

/** At any depth; Git is asked not to look into them. */
export const DEPENDENCY_FOLDER = 'node_modules';

/** Where Apify's SDKs and Crawlee keep what a local run has stored: at the working directory's root only. */
const storageFolders: ReadonlySet<string> = new Set(['storage', 'apify_storage', 'crawlee_storage']);

/**
 * The folder (or file) at this very name is left out where it is not tracked, unless a line of `.actorignore` that
 * names it brings it back. @returns the name that the line must hold.
 */
export function leftOutName(name: string): string | undefined {
  if (storageFolders.has(name)) return name;
  return name === DEPENDENCY_FOLDER || name.endsWith(`/${DEPENDENCY_FOLDER}`) ? DEPENDENCY_FOLDER : undefined;
}

/** Whether the name is `node_modules`, or below one. */
export function isInDependencies(name: string): boolean {
  return /(?:^|\/)node_modules(?:\/|$)/.test(name);
}

/** Whether the name is a storage folder of the working directory, or below one. */
export function isInStorage(name: string): boolean {
  return storageFolders.has(name.split('/', 1)[0] ?? '');
}

/** Files that mostly hold credentials. */
export function isNamedLikeCredentials(name: string): boolean {
  const base = name.slice(name.lastIndexOf('/') + 1);
  return base.startsWith('.env') || base === '.npmrc' || /\.(?:pem|key)$/.test(base);
}

/** `.actor/` escapes `.actorignore` and `files`. */
export function isInActorFolder(name: string): boolean {
  return name.startsWith('.actor/');
}
