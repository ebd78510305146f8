import { isEnvVarName, isSecretName, MAX_NAME_LENGTH, MAX_VALUE_LENGTH, NAME_RULE } from '../apify/value-rules.ts';
import { ActionError } from '../errors.ts';
import type { Secret } from '../runner/secrets.ts';
import { visible } from '../text.ts';

export type LinesInput = 'env-vars' | 'secret-env-vars';

/** A line that could be read: `NAME=value`, or `NAME` with the value of the step's variable. */
export interface EnvVarLine {
  readonly name: string;
  readonly value: string;
  /** 1-based, in the input. */
  readonly line: number;
}

export interface ParsedLines {
  readonly input: LinesInput;
  readonly lines: readonly EnvVarLine[];
  readonly mistakes: readonly ActionError[];
  /** Mistakes that are none where the secret is just missing, as in a run that gets no secrets. */
  readonly doubts: readonly ActionError[];
  /** What may be shown nowhere; empty for `env-vars`. A line that cannot be read may be the secret itself. */
  readonly mask: readonly string[];
}

/**
 * Reads one variable a line. Values are taken byte for byte after the first `=`; blank lines and comments are passed
 * over. Nothing is thrown: secrets must be masked before the first mistake is told.
 * @param text the input as it was written; its lines end with LF or CRLF.
 * @param environment the step's variables, which a bare `NAME` takes its value from.
 */
export function parseEnvVarLines(
  input: LinesInput,
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
): ParsedLines {
  const isSecret = input === 'secret-env-vars';
  const lines: EnvVarLine[] = [];
  const mistakes: ActionError[] = [];
  const doubts: ActionError[] = [];
  const mask: string[] = [];
  const firstLines = new Map<string, number>();
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = index + 1;
    const content = raw.trimStart();
    if (content === '' || content.startsWith('#')) continue;
    const read = readLine(content, environment, isSecret);
    if (isSecret) mask.push(...read.mask);
    const { name, value } = read;
    const first = name === undefined ? undefined : firstLines.get(name);
    const problem =
      read.problem ?? (first === undefined ? undefined : { says: `is the name of line ${first} too`, hint: twice });
    if (name !== undefined && first === undefined) firstLines.set(name, line);
    if (problem !== undefined) {
      const isShown = name !== undefined && name !== '' && name.length <= LONGEST_SHOWN;
      const subject = isShown ? ` (${visible(name)})` : '';
      const kind = read.isDoubtful === true ? doubts : mistakes;
      kind.push(new ActionError(`Input ${input}, line ${line}${subject} ${problem.says}`, { hint: problem.hint }));
    } else if (name !== undefined && value !== undefined) {
      lines.push({ name, value, line });
    }
  }
  return { input, lines, mistakes, doubts, mask: mask.filter((value) => value.trim() !== '') };
}

/** Characters of a name that is told; what is longer is none, and the line's number is enough. */
const LONGEST_SHOWN = 2 * MAX_NAME_LENGTH;

/** What may be shown nowhere, by the name of its line where it has one; a value that has several names, by each. */
export function secretsOf({ lines, mask }: ParsedLines): readonly Secret[] {
  const named = new Set(lines.map(({ value }) => value));
  const unnamed = mask.filter((value) => !named.has(value)).map((value) => ({ name: 'secret-env-vars', value }));
  return [...lines.filter(({ value }) => value.trim() !== '').map(({ name, value }) => ({ name, value })), ...unnamed];
}

const twice = 'Keep one of the two lines.';

interface ReadLine {
  /** Absent where it may not be told. */
  readonly name?: string;
  readonly value?: string;
  readonly problem?: { readonly says: string; readonly hint: string };
  /** The line may as well be right, its secret missing. */
  readonly isDoubtful?: boolean;
  readonly mask: readonly string[];
}

function readLine(
  content: string,
  environment: Readonly<Record<string, string | undefined>>,
  isSecret: boolean,
): ReadLine {
  const equals = content.indexOf('=');
  if (equals < 0) return readBareName(content.trimEnd(), environment, isSecret);
  const name = content.slice(0, equals);
  const value = content.slice(equals + 1);
  const isName = isSecret ? isSecretName : isEnvVarName;
  if (!isName(name)) {
    const hint = `Write NAME=value, with a name of ${NAME_RULE}, and no white space before "=".`;
    // In a secret's line even the part before `=` may belong to the secret.
    if (isSecret) return { problem: { says: 'has no name before "="', hint }, mask: [content, value] };
    return { name, problem: { says: 'does not begin with a name', hint }, mask: [] };
  }
  if (isSecret && isBase64Like(name, value)) {
    const hint = `Write NAME=\${{ secrets.NAME }}: the name first, whatever the secret is.`;
    const problem = { says: 'is the secret itself, or has no value', hint };
    return { problem, isDoubtful: value === '', mask: [content, name] };
  }
  const problem = checkLengths(name, value);
  return { name, ...(problem === undefined ? { value } : { problem }), mask: [value] };
}

/** Base64 that was given without a name: its padding is taken for the `=` behind one. */
function isBase64Like(name: string, value: string): boolean {
  const isWord = name.length >= 16 && /^[A-Za-z0-9]+$/.test(name);
  return (value === '' || value === '=') && isWord && /[a-z]/.test(name) && /[A-Z]/.test(name) && /[0-9]/.test(name);
}

function readBareName(
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
  isSecret: boolean,
): ReadLine {
  const value = (isSecret ? isSecretName : isEnvVarName)(name) ? environment[name] : undefined;
  // `toString` and the like are there as functions.
  if (typeof value === 'string') {
    const problem = checkLengths(name, value);
    return { name, ...(problem === undefined ? { value } : { problem }), mask: [value] };
  }
  if (isSecret) {
    const says = "is neither NAME=value nor the name of one of the step's environment variables";
    const hint =
      "Write NAME=value on one line; give a value of several lines to the step under env: and write its variable's name alone.";
    return { problem: { says, hint }, mask: [name] };
  }
  if (!isEnvVarName(name)) {
    const says = 'is neither NAME=value nor a name';
    return { name, problem: { says, hint: `Write NAME=value, with a name of ${NAME_RULE}.` }, mask: [] };
  }
  const says = "is a name alone, and the step's environment has no variable of that name";
  return { name, problem: { says, hint: `Write ${name}=value, or give ${name} to the step under env:.` }, mask: [] };
}

function checkLengths(name: string, value: string): ReadLine['problem'] {
  if (name.length > MAX_NAME_LENGTH) {
    return { says: `has a name of ${name.length} characters`, hint: `A name has ${MAX_NAME_LENGTH} at most.` };
  }
  if (value.length > MAX_VALUE_LENGTH) {
    return {
      says: `has a value of ${value.length} characters`,
      hint: `A value has ${MAX_VALUE_LENGTH} at most: put more into a file or a key-value store.`,
    };
  }
  return undefined;
}
