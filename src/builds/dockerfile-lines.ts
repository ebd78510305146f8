import type { LoggedInstruction } from './log-place.ts';

interface Instruction {
  /** 1-based. */
  readonly line: number;
  readonly text: string;
}

/**
 * The line of an instruction: by its number if the file has as many instructions as the log, otherwise by its text if
 * exactly one instruction has it. Undefined if neither is the case, because the build then used another file.
 */
export function findInstruction(dockerfile: string, { text, step }: LoggedInstruction): number | undefined {
  const all = listInstructions(dockerfile);
  const numbered = step?.of === all.length ? all[step.number - 1] : undefined;
  if (numbered !== undefined && keywordOf(numbered.text) === keywordOf(text)) return numbered.line;
  const normalized = normalize(text);
  const [first, ...others] = all.filter((instruction) => normalize(instruction.text) === normalized);
  return others.length === 0 ? first?.line : undefined;
}

/** Instructions with their continuation lines, without comments and empty lines. */
function listInstructions(dockerfile: string): readonly Instruction[] {
  const lines = dockerfile.replace(/^\ufeff/, '').split(/\r?\n/);
  const continuation = escapeCharacter(lines);
  const found: { line: number; text: string }[] = [];
  let heredocs: readonly string[] = [];
  let ended = 0;
  let isContinued = false;
  for (const [index, line] of lines.entries()) {
    const current = found.at(-1);
    if (ended < heredocs.length) {
      if (line.replace(/^\t+/, '') === heredocs[ended]) ended += 1;
      continue;
    }
    if (/^\s*(?:#|$)/.test(line)) continue;
    const trimmed = line.trimEnd();
    const continues = trimmed.endsWith(continuation);
    const text = continues ? trimmed.slice(0, -1) : trimmed;
    if (isContinued && current !== undefined) current.text += text;
    else found.push({ line: index + 1, text });
    isContinued = continues;
    heredocs = continues ? [] : heredocsOf(found.at(-1)?.text ?? '');
    ended = 0;
  }
  return found;
}

/** Directives are comments at the start of the file. https://docs.docker.com/reference/dockerfile/#parser-directives */
function escapeCharacter(lines: readonly string[]): string {
  for (const line of lines) {
    if (!line.startsWith('#')) break;
    if (/^#\s*escape\s*=\s*`/i.test(line)) return '`';
  }
  return '\\';
}

/** https://docs.docker.com/reference/dockerfile/#here-documents */
function heredocsOf(text: string): readonly string[] {
  if (!/^\s*(?:RUN|COPY|ADD)\s/i.test(text)) return [];
  return [...text.matchAll(/<<-?(["']?)([A-Za-z_]\w*)\1/g)].map(([, , name = '']) => name);
}

function keywordOf(text: string): string {
  return (/^\s*(\w+)/.exec(text)?.[1] ?? '').toUpperCase();
}

/** Builders join continuation lines and change the white space between them. */
function normalize(text: string): string {
  const [keyword = '', ...rest] = text.trim().split(/\s+/);
  return [keyword.toUpperCase(), ...rest].join(' ');
}
