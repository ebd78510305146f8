/** An instruction of a Dockerfile as a build's log shows it. */
export interface ShownInstruction {
  readonly text: string;
  /** Which of how many, where the builder counts all instructions of the file. */
  readonly step?: { readonly number: number; readonly of: number };
}

interface Instruction {
  /** 1-based; where it begins. */
  readonly line: number;
  readonly text: string;
}

/**
 * The line on which an instruction begins: by its number where the file has as many, else by its text where only one
 * fits. Undefined in all other cases: the file is then not the one that was built.
 */
export function findInstruction(dockerfile: string, { text, step }: ShownInstruction): number | undefined {
  const all = listInstructions(dockerfile);
  const numbered = step === undefined || step.of !== all.length ? undefined : all[step.number - 1];
  if (numbered !== undefined && keyword(numbered.text) === keyword(text)) return numbered.line;
  const [first, ...others] = all.filter((instruction) => flat(instruction.text) === flat(text));
  return others.length === 0 ? first?.line : undefined;
}

/** Instructions with their continued lines; comments and empty lines between those belong to none. */
function listInstructions(dockerfile: string): readonly Instruction[] {
  const lines = dockerfile.replace(/^\ufeff/, '').split(/\r?\n/);
  const continuation = /^#\s*escape\s*=\s*`/im.test(headOf(lines)) ? '`' : '\\';
  const found: { line: number; text: string }[] = [];
  let heredocs: string[] = [];
  let goesOn = false;
  for (const [index, line] of lines.entries()) {
    const current = found.at(-1);
    if (heredocs.length > 0) {
      if (line.replace(/^\t+/, '') === heredocs[0]) heredocs = heredocs.slice(1);
      continue;
    }
    if (/^\s*(?:#|$)/.test(line)) continue;
    const trimmed = line.trimEnd();
    const continued = trimmed.endsWith(continuation);
    const text = continued ? trimmed.slice(0, -1) : trimmed;
    if (goesOn && current !== undefined) current.text += text;
    else found.push({ line: index + 1, text });
    goesOn = continued;
    if (!continued) heredocs = heredocsOf(found.at(-1)?.text ?? '');
  }
  return found;
}

/** Directives are comments at the file's start. https://docs.docker.com/reference/dockerfile/#parser-directives */
function headOf(lines: readonly string[]): string {
  const end = lines.findIndex((line) => !line.startsWith('#'));
  return lines.slice(0, end === -1 ? lines.length : end).join('\n');
}

/** https://docs.docker.com/reference/dockerfile/#here-documents */
function heredocsOf(text: string): string[] {
  if (!/^\s*(?:RUN|COPY|ADD)\s/i.test(text)) return [];
  return [...text.matchAll(/<<-?(["']?)([A-Za-z_]\w*)\1/g)].map(([, , name = '']) => name);
}

function keyword(text: string): string {
  return (/^\s*(\w+)/.exec(text)?.[1] ?? '').toUpperCase();
}

/** Builders join continued lines and change the white space in between. */
function flat(text: string): string {
  return text
    .trim()
    .replace(/^\w+/, (word) => word.toUpperCase())
    .replace(/\s+/g, ' ');
}
