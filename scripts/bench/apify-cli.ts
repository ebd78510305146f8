import { mkdir, readFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import path from 'node:path';
import { startEmulator } from '../../emulator/emulator.ts';
import { runAction } from '../run-action.ts';
import type { Contender } from './measure.ts';

/**
 * Finds the apify-cli package that is installed in this repository or a parent folder, and returns its `apify push`.
 * @param folder for the CLI's configuration, so that the user's configuration is neither read nor changed.
 * @throws Error if apify-cli is not installed.
 */
export async function useApifyCli(folder: string): Promise<(workspace: string) => Contender> {
  const main = await findCli();
  const home = path.join(folder, 'cli-home');
  await mkdir(home, { recursive: true });
  const environment = {
    HOME: home,
    USERPROFILE: home,
    APIFY_DISABLE_KEYRING: '1',
    APIFY_CLI_DISABLE_TELEMETRY: '1',
    APIFY_CLI_SKIP_UPDATE_CHECK: '1',
  };
  await using emulator = await startEmulator();
  const login = await runAction({
    workspace: home,
    inputs: {},
    main,
    args: ['login', '--token', emulator.token],
    environment: { ...environment, APIFY_CLIENT_BASE_URL: emulator.url },
  });
  if (login.exitCode !== 0) throw new Error(`apify login failed:\n${login.log}\n${login.stderr}`);
  return (workspace) => ({
    title: 'apify push',
    step: ({ url }) => ({
      workspace,
      inputs: {},
      main,
      args: ['push', '--force'],
      environment: { ...environment, APIFY_CLIENT_BASE_URL: url },
    }),
  });
}

async function findCli(): Promise<string> {
  const manifest = findManifest();
  const { bin } = JSON.parse(await readFile(manifest, 'utf8'));
  return path.join(path.dirname(manifest), bin.apify);
}

function findManifest(): string {
  const hint = 'apify-cli is not installed. Run "npm install apify-cli" in the parent folder of this repository.';
  try {
    const found = findPackageJSON('apify-cli', import.meta.url);
    if (found !== undefined) return found;
  } catch (error) {
    throw new Error(hint, { cause: error });
  }
  throw new Error(hint);
}
