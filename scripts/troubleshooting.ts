/** The tables of docs/troubleshooting.md. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { collectMessages, type Message } from './error-messages.ts';
import { cell, fill, table } from './markdown.ts';

const root = path.dirname(import.meta.dirname);

/** Sections of the page, and the folders or files in `src/` whose messages they list. The first match applies. */
const sections: readonly (readonly [section: string, sources: RegExp])[] = [
  ['promote', /^src\/actions\/promote\//],
  ['cleanup', /^src\/actions\/cleanup\//],
  ['discover', /^src\/(?:actions\/discover|changes|github)\//],
  ['settings', /^src\/(?:settings\/|actor\/settings)/],
  ['checks', /^src\/actor\/checks\//],
  ['actor.json', /^src\/actor\//],
  ['variables', /^src\/env-vars\//],
  ['files', /^src\/source\//],
  ['inputs', /^src\/(?:actions|paths)/],
  ['tests', /^src\/runs\//],
  ['builds', /^src\/(?:builds|follow)\//],
  ['version', /^src\/version\//],
  ['network', /^src\/apify\//],
  ['runner', /^src\/(?:runner|time)/],
];

const NO_HINT = 'Check the Actor in Apify Console, then run the job again.';

export function sectionOf({ file }: Message): string | undefined {
  return sections.find(([, sources]) => sources.test(file))?.[0];
}

/** The page with the messages and hints of `src/`. */
export async function fillTroubleshooting(page: string): Promise<string> {
  const { messages } = await collectMessages();
  let filled = page;
  for (const [section] of sections) {
    const hints = new Map<string, Set<string>>();
    for (const message of messages.filter((each) => sectionOf(each) === section)) {
      hints.set(message.text, new Set([...(hints.get(message.text) ?? []), ...message.hints]));
    }
    const rows = [...hints].map(([text, all]) => [code(text), [...all].map(advice).join('<br>') || NO_HINT]);
    if (rows.length > 0) filled = fill(filled, section, table(['Message', 'What to do'], rows));
  }
  return fill(filled, 'api', table(['Error of the API', 'What to do'], await readApiHints()));
}

/** The hints for the types of errors that the API returns. */
async function readApiHints(): Promise<readonly (readonly string[])[]> {
  const text = await readFile(path.join(root, 'src/apify/error-hints.ts'), 'utf8');
  const rows = [...text.matchAll(/\[\s*'([a-z-]+)',\s*(?:'([^']+)'|"([^"]+)"|`([^`]+)`),?\s*\]/g)];
  const values = new Map([...text.matchAll(/^const (\w+) = '([^']+)';/gm)].map(([, name, value]) => [name, value]));
  return rows.map(([, type = '', ...hint]) => [
    `\`${type}\``,
    plain((hint.find(Boolean) ?? '').replaceAll(/\$\{(\w+)\}/g, (_all, name: string) => values.get(name) ?? '…')),
  ]);
}

/** As code. Two backquotes allow single ones in it. */
function code(text: string): string {
  const line = cell(text);
  return line.includes('`') ? `\`\` ${line} \`\`` : `\`${line}\``;
}

function advice(hint: string): string {
  return hint === '…' ? 'The log shows what to do.' : plain(hint);
}

/** Escapes what Markdown and HTML would read as markup. Addresses stay links. */
function plain(text: string): string {
  return cell(text).replaceAll(/[<>*_[\]](?!\S*:\/\/)/g, (sign) => `\\${sign}`);
}
