/** Rules for names that apply regardless of the ignore files. Names are POSIX paths from the upload root. */

/** Credentials that google-github-actions/auth writes into the workspace. */
export function isLeftByTools(name: string): boolean {
  return /(?:^|\/)gha-creds-[^/]*\.json$/.test(name);
}

/** Excluded at any depth unless they are tracked. */
export const dependencyFolders: readonly string[] = ['node_modules', '.venv', 'venv', '__pycache__', '.pnpm-store'];

/** What Apify's SDKs and Crawlee store in a local run: excluded at the working directory's root unless tracked. */
const storageFolders: readonly string[] = ['storage', 'apify_storage', 'crawlee_storage'];

/**
 * The name of the default-excluded folder that a file or folder is, or that it is in.
 * @param name from the upload root. @param ownName from the working directory; undefined if it is outside.
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
  const base = name.slice(name.lastIndexOf('/') + 1);
  return /\.(?:pem|key|p12|pfx|tfstate)$|^\.env|^service-account.*\.json$/.test(base) || credentialNames.has(base);
}

const credentialNames: ReadonlySet<string> = new Set([
  ...['.npmrc', '.netrc', '.pypirc', '.git-credentials'],
  ...['id_rsa', 'id_ed25519', 'credentials.json', 'kubeconfig'],
]);
