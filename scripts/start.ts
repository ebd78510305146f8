/** `npm start`: deploys the example Actor through the built action to the bundled emulator, and shows what came of it. */
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { startEmulator } from '../emulator/emulator.ts';
import { runAction } from './run-action.ts';
import { showEnd, showLog, showPlatform, showTitle } from './show.ts';

const example = path.join(path.dirname(import.meta.dirname), 'examples', 'hello-actor');

const emulator = await startEmulator();
const checkout = await mkdtemp(path.join(tmpdir(), 'checkout-'));
try {
  await cp(example, checkout, { recursive: true });
  // As actions/checkout leaves it; where there is no Git, the log shows what the action says then.
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
    },
    onLog: showLog,
  });
  showEnd(step);
  showPlatform(emulator);
  process.exitCode = step.exitCode ?? 1;
} finally {
  await emulator.close();
  await rm(checkout, { recursive: true, force: true });
}
