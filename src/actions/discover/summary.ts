import type { Diagnostic } from '../../errors.ts';
import { htmlCode as code, listSome, escapeHtml as text } from '../../text.ts';

/** An Actor in the table. */
export interface ActorLine {
  /** Empty where it has none. */
  readonly name: string;
  readonly folder: string;
  readonly fate: 'deployed' | 'not deployed' | 'deleted';
  readonly why: string;
  readonly files: readonly string[];
}

/** Everything that the run has learnt. */
export interface DiscoverFacts {
  /** What was compared with what, or why nothing was: a sentence. */
  readonly compared: string;
  readonly actors: readonly ActorLine[];
  readonly diagnostics: readonly Diagnostic[];
  readonly failure?: { readonly message: string; readonly hint: string | undefined };
}

/** Lines of those that are not deployed that are shown at once. */
const MOST_OPEN = 20;

/** The step summary: how many first, then a table of Actors, then what to know. Every foreign text is inert. Pure. */
export function summaryOf(facts: DiscoverFacts): string {
  const told = facts.actors.filter(({ fate }) => fate !== 'not deployed');
  const rest = facts.actors.filter(({ fate }) => fate === 'not deployed');
  const isLong = rest.length > MOST_OPEN;
  const parts = [
    `## ${headline(facts)}`,
    facts.failure === undefined ? text(facts.compared) : reason(facts.failure),
    table(isLong ? told : [...told, ...rest]),
    isLong
      ? `<details><summary>${rest.length} Actors that are not deployed</summary>\n\n${table(rest)}\n\n</details>`
      : '',
    diagnostics(facts.diagnostics),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function headline({ actors, failure }: DiscoverFacts): string {
  if (failure !== undefined) return '❌ No matrix was made';
  const deployed = actors.filter(({ fate }) => fate === 'deployed').length;
  const all = actors.filter(({ fate }) => fate !== 'deleted').length;
  if (all === 0) return '🔍 No Actor was found';
  if (deployed === 0) return `💤 None of ${all} Actors is to be deployed`;
  return `🚀 ${deployed} of ${all} ${all === 1 ? 'Actor' : 'Actors'} to deploy`;
}

function reason({ message, hint }: NonNullable<DiscoverFacts['failure']>): string {
  const lines = [...message.split('\n'), ...(hint?.split('\n') ?? [])];
  return lines.map(text).join('<br>\n');
}

function table(lines: readonly ActorLine[]): string {
  if (lines.length === 0) return '';
  const rows = lines.map(({ name, folder, fate, why, files }) => [
    name === '' ? '(no name)' : code(name),
    code(folder),
    { deployed: '✅ yes', 'not deployed': 'no', deleted: '🗑️ no' }[fate],
    files.length === 0 ? text(why) : `${text(why)}: ${listSome(files.map(code), 3)}`,
  ]);
  const head = ['Actor', 'Folder', 'Deployed', 'Why'];
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function diagnostics(all: readonly Diagnostic[]): string {
  const icons = { warning: '⚠️', notice: 'ℹ️', info: 'ℹ️' } as const;
  return all
    .flatMap(({ level, message }) => (level === 'debug' ? [] : [`- ${icons[level]} ${text(message)}`]))
    .join('\n');
}
