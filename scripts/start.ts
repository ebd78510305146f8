/** `npm start` deploys the example Actor with the built action to the bundled emulator. */
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { startEmulator } from '../emulator/emulator.ts';
import { runAction } from './run-action.ts';
import { createLogView, showEnd, showPlatform, showTitle } from './show.ts';

const example = path.join(path.dirname(import.meta.dirname), 'examples', 'hello-actor');

const emulator = await startEmulator();
const checkout = await mkdtemp(path.join(tmpdir(), 'checkout-'));
try {
  console.log(
    'This example deploys the Actor in examples/hello-actor. Nothing leaves this computer, because an emulator of the',
  );
  console.log(`Apify API (${emulator.url}) replaces Apify, and a temporary folder replaces the checkout.`);
  await cp(example, checkout, { recursive: true });
  // Create a repository, as actions/checkout does. If Git is not installed, the log shows how the action handles that.
  for (const args of [
    ['init', '-q'],
    ['add', '-A'],
  ])
    spawnSync('git', args, { cwd: checkout, stdio: 'ignore' });
  showTitle('Log of the step');
  const step = await runAction({
    workspace: checkout,
    inputs: {
      token: emulator.token,
      'api-base-url': emulator.url,
      'secret-env-vars': 'api-key=not-a-real-secret',
      'actor-settings': 'actor-settings.json',
    },
    onLog: createLogView(),
  });
  showEnd(step);
  showPlatform(emulator);
  process.exitCode = step.exitCode ?? 1;
} finally {
  await emulator.close();
  await rm(checkout, { recursive: true, force: true });
}
