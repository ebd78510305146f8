/** Rules that apply in addition to ignore files. Names are POSIX paths relative to the upload root. */

/** Credentials that google-github-actions/auth creates in the workspace. */
export function isLeftByTools(name: string): boolean {
  return /(?:^|\/)gha-creds-[^/]*\.json$/.test(name);
}

/** Folders that are excluded at any depth, unless they are tracked. */
export const dependencyFolders: readonly string[] = ['node_modules', '.venv', 'venv', '__pycache__', '.pnpm-store'];

/**
 * Folders that Apify's SDKs and Crawlee create in local runs. They are excluded at the root of the working directory,
 * unless they are tracked.
 */
const storageFolders: readonly string[] = ['storage', 'apify_storage', 'crawlee_storage'];

/**
 * Returns the name of the default-excluded folder that a path is or is in.
 * @param name relative to the upload root.
 * @param ownName relative to the working directory; undefined if it is outside.
 */
export function excludedFolder(name: string, ownName: string | undefined): string | undefined {
  const [first] = ownName?.split('/') ?? [];
  return storageFolders.find((each) => each === first) ?? name.split('/').find(isDependencyFolder);
}

/** Like `excludedFolder`, but only for the folder itself. */
export function excludedFolderAt(name: string, ownName: string | undefined): string | undefined {
  const base = name.slice(name.lastIndexOf('/') + 1);
  return storageFolders.find((each) => each === ownName) ?? (isDependencyFolder(base) ? base : undefined);
}

function isDependencyFolder(name: string): boolean {
  return dependencyFolders.includes(name);
}

export function isNamedLikeCredentials(name: string): boolean {
  const base = name.slice(name.lastIndexOf('/') + 1).toLowerCase();
  return /\.(?:pem|key|p12|pfx|tfstate)$|^\.env|^service-account.*\.json$/.test(base) || credentialNames.has(base);
}

const credentialNames: ReadonlySet<string> = new Set([
  ...['.npmrc', '.netrc', '.pypirc', '.git-credentials'],
  ...['id_rsa', 'id_ed25519', 'credentials.json', 'kubeconfig'],
]);
