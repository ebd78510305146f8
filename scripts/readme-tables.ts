/** `npm run docs` fills the generated parts of the documentation. With `--check`, it only reports outdated pages. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { cell, fill, table } from './markdown.ts';
import { type ActionMetadata, readActionMetadata } from './run-action.ts';
import { fillTroubleshooting, readSections } from './troubleshooting.ts';

const root = path.dirname(import.meta.dirname);

const VERSION_FILE = 'src/runner/version.ts';

/** Pages with tables of inputs and outputs, and the action that each of them describes. */
const actionPages: ReadonlyMap<string, string> = new Map([
  ['README.md', 'action.yml'],
  ['discover/README.md', 'discover/action.yml'],
  ['promote/README.md', 'promote/action.yml'],
  ['cleanup/README.md', 'cleanup/action.yml'],
]);

/** Returns the page with updated tables of inputs and outputs. */
export function withTables(text: string, { inputs, outputs }: ActionMetadata): string {
  const inputRows = Object.entries(inputs).map(([name, { description, default: value }]) => [
    `\`${name}\``,
    cell(description),
    value ? `\`${value}\`` : '',
  ]);
  const outputRows = Object.entries(outputs).map(([name, { description }]) => [`\`${name}\``, cell(description)]);
  const filled = fill(text, 'inputs', table(['Input', 'Meaning', 'Default'], inputRows));
  return fill(filled, 'outputs', table(['Output', 'Value'], outputRows));
}

/** Inserts the workflows in `examples/workflows` that the page refers to: `<!-- workflow deploy.yml:begin -->`. */
async function withWorkflows(text: string): Promise<string> {
  let filled = text;
  for (const [, file = ''] of text.matchAll(/<!-- workflow ([\w-]+\.yml):begin/g)) {
    const workflow = await readFile(path.join(root, 'examples/workflows', file), 'utf8');
    const code = workflow.replace(/^(?:#.*\n)+/, '').trimEnd();
    filled = fill(filled, `workflow ${file}`, `\`\`\`yaml\n${code}\n\`\`\``);
  }
  return filled;
}

async function withVersion(text: string): Promise<string> {
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  return text.replace(/VERSION = '[^']*'/, `VERSION = '${version}'`);
}

/** Returns all pages with generated parts, each with its current and its expected text. */
export async function renderPages(): Promise<readonly { file: string; text: string; fresh: string }[]> {
  const docs = (await readdir(path.join(root, 'docs'))).filter((name) => name.endsWith('.md'));
  const files = [VERSION_FILE, ...actionPages.keys(), ...docs.sort().map((name) => `docs/${name}`)];
  return Promise.all(
    files.map(async (file) => {
      const text = await readFile(path.join(root, file), 'utf8');
      const action = actionPages.get(file);
      let fresh = file === VERSION_FILE ? await withVersion(text) : await withWorkflows(text);
      if (action !== undefined) fresh = withTables(fresh, await readActionMetadata(path.join(root, action)));
      if (file === 'docs/troubleshooting.md') fresh = await fillTroubleshooting(fresh);
      return { file, text, fresh };
    }),
  );
}

if (import.meta.main) {
  for (const mistake of (await readSections()).flatMap(({ mistakes }) => mistakes)) {
    console.error(mistake);
    process.exitCode = 1;
  }
  for (const { file, text, fresh } of await renderPages()) {
    if (fresh === text) continue;
    if (!process.argv.includes('--check')) await writeFile(path.join(root, file), fresh);
    else {
      console.error(`${file} is outdated. Run "npm run docs".`);
      process.exitCode = 1;
    }
  }
}
