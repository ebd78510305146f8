/** Prints runs of the actions in readable form: the log as on GitHub, the outputs, and the summary as text. */
import process from 'node:process';
import type { Emulator } from '../emulator/emulator.ts';
import type { FinishedStep } from './run-action.ts';

export function showTitle(text: string): void {
  console.log(`\n── ${text} ${'─'.repeat(Math.max(3, 76 - text.length))}`);
}

/**
 * Formats a log without the commands that the runner hides. Groups are indented, and annotations start with their
 * level.
 */
export function formatLog(log: string): string {
  let indent = '';
  const lines = log.split(/\r?\n/).flatMap((line) => {
    const [, command, message = line] = /^::([a-z-]+)(?: [^:]*)?::(.*)$/.exec(line) ?? [];
    switch (command) {
      case 'add-mask':
      case 'debug':
        return [];
      case 'group':
        indent = '  ';
        return [`▸ ${message}`];
      case 'endgroup':
        indent = '';
        return [];
      case 'notice':
      case 'warning':
      case 'error': {
        const [first = '', ...rest] = message.replaceAll('%0D', '').replaceAll('%25', '%').split('%0A');
        return [`${indent}${command.toUpperCase()}: ${first}`, ...rest.map((more) => `${indent}  ${more}`)];
      }
      default:
        return [`${indent}${line}`.trimEnd()];
    }
  });
  // Removes zero-width characters, which prevent lines from acting as commands or matching problem matchers.
  return lines.join('\n').replaceAll('\u2060', '');
}

/** Prints the lines of a log as they arrive. */
export function createLogView(): (text: string) => void {
  let rest = '';
  let isInGroup = false;
  return (text) => {
    const lines = (rest + text).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith('::endgroup')) isInGroup = false;
      const [shown] = [formatLog(line)];
      if (shown !== '' || line === '') process.stdout.write(`${isInGroup ? shown.replaceAll(/^/gm, '  ') : shown}\n`);
      if (line.startsWith('::group')) isInGroup = true;
    }
  };
}

/** Formats a step summary as text: tables and lists become lines, and links become their text. */
export function formatSummary(html: string): string {
  const text = html
    .replaceAll('</th><td>', ': ')
    .replaceAll('<li>', '- ')
    .replaceAll('</h2>', '\n')
    .replaceAll(/^## /gm, '')
    .replaceAll(/<summary>(.*?)<\/summary>/g, '$1:')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/&#(\d+);/g, (_all, code) => String.fromCharCode(Number(code)));
  return text
    .replaceAll(/[\u200b\u2060]/g, '')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

export function formatOutputs(outputs: FinishedStep['outputs']): string {
  return Object.entries(outputs)
    .map(([name, value]) => `${name} = ${value}`)
    .sort()
    .join('\n');
}

export function showEnd({ outputs, summary }: FinishedStep): void {
  showTitle('Outputs');
  console.log(formatOutputs(outputs));
  showTitle('Step summary');
  console.log(formatSummary(summary));
}

export function showPlatform({ platform, requests, username }: Emulator): void {
  showTitle('Stored by the emulator');
  for (const actor of platform.actors.values()) {
    for (const version of actor.versions) {
      console.log(`${username}/${actor.name} ${version.versionNumber}: ${version.sourceType}`);
      for (const file of version.sourceFiles ?? []) {
        if ('content' in file) console.log(`  ${file.name} (${file.format}, ${file.content.length} characters)`);
      }
      for (const { name, isSecret } of version.envVars ?? []) console.log(`  ${name}${isSecret ? ' (secret)' : ''}`);
    }
  }
  showTitle('Requests to the emulator');
  for (const { method, path: requested } of requests) console.log(`${method} ${requested}`);
}
