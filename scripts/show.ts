/** What the examples show on the terminal. */
import process from 'node:process';
import type { Emulator } from '../emulator/emulator.ts';
import type { FinishedStep } from './run-action.ts';

export function showTitle(text: string): void {
  console.log(`\n── ${text} ${'─'.repeat(Math.max(3, 76 - text.length))}`);
}

/** A piece of a step's log, without the commands that the runner hides. */
export function showLog(text: string): void {
  process.stdout.write(text.replaceAll(/^::(add-mask|debug)::.*\r?\n/gm, ''));
}

export function showEnd({ outputs, summary }: FinishedStep): void {
  showTitle('Outputs');
  for (const [name, value] of Object.entries(outputs)) console.log(`${name} = ${value}`);
  showTitle('Step summary (Markdown)');
  console.log(summary);
}

export function showPlatform({ platform, requests, username }: Emulator): void {
  showTitle('What the emulator holds now');
  for (const actor of platform.actors.values()) {
    for (const version of actor.versions) {
      console.log(`${username}/${actor.name} ${version.versionNumber}: ${version.sourceType}`);
      for (const file of version.sourceFiles ?? []) {
        if ('content' in file) console.log(`  ${file.name} (${file.format}, ${file.content.length} characters)`);
      }
      for (const { name, isSecret } of version.envVars ?? []) console.log(`  ${name}${isSecret ? ' (secret)' : ''}`);
    }
  }
  console.log(`${requests.length} requests:`);
  for (const { method, path: asked } of requests) console.log(`  ${method} ${asked}`);
}
