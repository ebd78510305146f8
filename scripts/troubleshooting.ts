/** Generates the tables in docs/troubleshooting.md. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ApifyApiError } from '../src/apify/api-error.ts';
import { explain } from '../src/apify/error-hints.ts';
import { collectMessages, type Message } from './error-messages.ts';
import { cell, fill, table } from './markdown.ts';

const root = path.dirname(import.meta.dirname);

/** The sections of the page, and the folders or files in `src/` whose messages they list. The first match applies. */
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

/** Why users see a message. Both strings are Markdown. */
interface Cause {
  readonly cause: string;
  /** The solution, if the hint in `src/` is not sufficient for this page. */
  readonly fix?: string;
  /** The message, if the one in `src/` consists only of variable parts. */
  readonly message?: string;
}

/**
 * The causes in a section, such as `scripts/error-causes/inputs.ts`. The keys are the messages, with `…` for variable
 * parts.
 */
export type Causes = Readonly<Record<string, string | Cause>>;

/** A row in a table. It contains all messages with the same cause and solution. */
interface Row {
  readonly messages: readonly string[];
  readonly cause: string;
  readonly fix: string;
}

interface Section {
  readonly name: string;
  readonly rows: readonly Row[];
  /** Messages without a cause or solution, and causes without a message. */
  readonly mistakes: readonly string[];
}

export function sectionOf({ file }: Message): string | undefined {
  return sections.find(([, sources]) => sources.test(file))?.[0];
}

/** Returns the page with the messages and hints in `src/`. */
export async function fillTroubleshooting(page: string): Promise<string> {
  return (await readSections()).reduce((filled, { name, rows }) => {
    const cells = rows.map(({ messages, cause, fix }) => [messages.map(code).join('<br>'), cell(cause), cell(fix)]);
    const first = name === 'api' ? 'Type or status' : 'Message';
    return fill(filled, name, table([first, 'Cause', 'What to do'], cells));
  }, page);
}

/** Returns the generated tables of the page, and the mistakes in `scripts/error-causes`. */
export async function readSections(): Promise<readonly Section[]> {
  const { messages } = await collectMessages();
  const bySection = Map.groupBy(messages, sectionOf);
  const found = sections.map(([name]) => {
    const hints = new Map<string, ReadonlySet<string>>();
    for (const message of bySection.get(name) ?? []) {
      hints.set(message.text, new Set([...(hints.get(message.text) ?? []), ...message.hints]));
    }
    return [name, hints] as const;
  });
  return Promise.all(
    [...found, ['api', await readApiHints()] as const].map(async ([name, hints]): Promise<Section> => {
      const file = `error-causes/${name.replace('.', '-')}.ts`;
      const { causes }: { readonly causes: Causes } = await import(`./${file}`);
      return { name, ...joinCauses(hints, causes, `scripts/${file}`) };
    }),
  );
}

/** Combines messages and their hints with the causes. Exported for tests. */
export function joinCauses(
  hints: ReadonlyMap<string, ReadonlySet<string>>,
  causes: Causes,
  file: string,
): Pick<Section, 'rows' | 'mistakes'> {
  const rows = new Map<string, Row>();
  const mistakes = Object.keys(causes)
    .filter((text) => !hints.has(text))
    .map((text) => `${file} has a cause for a message that does not exist: ${text}`);
  for (const [text, own] of hints) {
    const found = Object.hasOwn(causes, text) ? causes[text] : undefined;
    const { cause = '', fix: written, message = text } = typeof found === 'string' ? { cause: found } : (found ?? {});
    const fix =
      written ??
      [...own]
        .filter((hint) => hint !== '…')
        .map(plain)
        .join('<br>');
    if (cause === '') mistakes.push(`${file} has no cause for the message: ${text}`);
    else if (fix === '') mistakes.push(`${file} has no fix for a message without a hint: ${text}`);
    const key = `${cause}\n${fix}`;
    rows.set(key, { messages: [...(rows.get(key)?.messages ?? []), message], cause, fix });
  }
  return { rows: [...rows.values()], mistakes };
}

/** Returns the hints for the API's error types, and for the status codes of other types. */
async function readApiHints(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const text = await readFile(path.join(root, 'src/apify/error-hints.ts'), 'utf8');
  const hintOf = (status: number, type: string): ReadonlySet<string> => {
    const { hint = '' } = explain(new ApifyApiError({ status, type, apiMessage: '', request: '', attempts: 1 }));
    return new Set([hint]);
  };
  const types = [...text.matchAll(/^ {2}\[\s*'([a-z-]+)',/gm)].map(([, type = '']) => type);
  const statuses = [...text.matchAll(/^ {4}case (\d+):/gm)].map(([, status = '']) => status);
  return new Map([
    ...types.map((type) => [type, hintOf(0, type)] as const),
    ...statuses.map((status) => [status, hintOf(Number(status), 'another-type')] as const),
    ['4xx', hintOf(418, 'another-type')],
    ['5xx', hintOf(500, 'another-type')],
  ]);
}

/** Formats a string as code. Double backquotes allow it to contain single backquotes. */
function code(text: string): string {
  const line = cell(text);
  return line.includes('`') ? `\`\` ${line} \`\`` : `\`${line}\``;
}

/** Escapes characters that Markdown or HTML would interpret. URLs stay links. */
function plain(text: string): string {
  return cell(text).replaceAll(/[<>*_[\]](?!\S*:\/\/)/g, (sign) => `\\${sign}`);
}
