/** `npm start`: deploys the example Actor through the built action to the bundled emulator, and shows what came of it. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { startEmulator } from '../emulator/emulator.ts';
import { runAction } from './run-action.ts';

const example = path.join(path.dirname(import.meta.dirname), 'examples', 'hello-actor');

const emulator = await startEmulator();
const checkout = await mkdtemp(path.join(tmpdir(), 'checkout-'));
try {
  await cp(example, checkout, { recursive: true });
  title('Log of the step');
  const step = await runAction({
    workspace: checkout,
    inputs: {
      token: emulator.token,
      'api-base-url': emulator.url,
      'secret-env-vars': 'api-key=not-a-real-secret',
    },
    // The runner hides commands that it carries out.
    onLog: (text) => process.stdout.write(text.replaceAll(/^::(add-mask|debug)::.*\n/gm, '')),
  });
  title('Outputs');
  for (const [name, value] of Object.entries(step.outputs)) console.log(`${name} = ${value}`);
  title('Step summary (Markdown)');
  console.log(step.summary);
  title('What the emulator holds now');
  for (const actor of emulator.platform.actors.values()) {
    for (const version of actor.versions) {
      console.log(`${emulator.username}/${actor.name} ${version.versionNumber}: ${version.sourceType}`);
      for (const file of version.sourceFiles ?? []) {
        if ('content' in file) console.log(`  ${file.name} (${file.format}, ${file.content.length} characters)`);
      }
      for (const { name, isSecret } of version.envVars ?? []) console.log(`  ${name}${isSecret ? ' (secret)' : ''}`);
    }
  }
  console.log(`${emulator.requests.length} requests:`);
  for (const { method, path: asked } of emulator.requests) console.log(`  ${method} ${asked}`);
  process.exitCode = step.exitCode ?? 1;
} finally {
  await emulator.close();
  await rm(checkout, { recursive: true, force: true });
}

function title(text: string): void {
  console.log(`\n── ${text} ${'─'.repeat(Math.max(3, 76 - text.length))}`);
}
