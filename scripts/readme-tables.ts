/** Fills the documentation's tables of inputs and outputs from action.yml; with `--check` it only says whether they are. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { type ActionMetadata, readActionMetadata } from './run-action.ts';

const root = path.dirname(import.meta.dirname);

/** Pages, and the action whose tables they hold. */
const pages = [
  ['README.md', 'action.yml'],
  ['discover/README.md', 'discover/action.yml'],
] as const;

/** The page with its tables anew. */
export function withTables(text: string, { inputs, outputs }: ActionMetadata): string {
  const inputRows = Object.entries(inputs).map(([name, { description, default: otherwise }]) => [
    `\`${name}\``,
    cell(description),
    otherwise ? `\`${otherwise}\`` : '',
  ]);
  const outputRows = Object.entries(outputs).map(([name, { description }]) => [`\`${name}\``, cell(description)]);
  const filled = fill(text, 'inputs', table(['Input', 'Meaning', 'Default'], inputRows));
  return fill(filled, 'outputs', table(['Output', 'Value'], outputRows));
}

export function fill(text: string, name: string, content: string): string {
  const part = new RegExp(`(<!-- ${name}:begin[^>]* -->\\n)[\\s\\S]*?(<!-- ${name}:end -->)`);
  if (!part.test(text)) throw new Error(`The page has no place for ${name}`);
  return text.replace(part, (_all, begin: string, end: string) => `${begin}\n${content}\n\n${end}`);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function cell(text: string): string {
  return text.trim().replaceAll('|', '\\|').replaceAll('\n', ' ');
}

if (import.meta.main) {
  for (const [page, metadata] of pages) {
    const file = path.join(root, page);
    const text = await readFile(file, 'utf8');
    const fresh = withTables(text, await readActionMetadata(path.join(root, metadata)));
    if (!process.argv.includes('--check')) await writeFile(file, fresh);
    else if (fresh !== text) {
      console.error(`The tables of ${page} are not what ${metadata} says. Run "npm run docs".`);
      process.exitCode = 1;
    }
  }
}
