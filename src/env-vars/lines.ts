import { isEnvVarName, isSecretName, MAX_NAME_LENGTH, MAX_VALUE_LENGTH, NAME_RULE } from '../apify/value-rules.ts';
import { ActionError } from '../errors.ts';
import type { Environment } from '../runner/inputs.ts';
import type { Secret } from '../runner/secrets.ts';
import { visible } from '../text.ts';

export type LinesInput = 'env-vars' | 'secret-env-vars';

/** A valid line: either `NAME=value`, or `NAME` with the value of the step's environment variable. */
export interface EnvVarLine {
  readonly name: string;
  readonly value: string;
  /** Line number in the input, starting at 1. */
  readonly line: number;
  /** True for `@name` in `secret-env-vars`, which only references in actor.json use. */
  readonly isReferenceOnly: boolean;
}

export interface ParsedLines {
  readonly lines: readonly EnvVarLine[];
  readonly mistakes: readonly ActionError[];
  /** Errors that count only if the run receives secrets. Without secrets, the same lines may be valid. */
  readonly doubts: readonly ActionError[];
  /** Values to mask; empty for `env-vars`. An invalid line is included, because it may itself be the secret. */
  readonly mask: readonly string[];
}

type ReadLine =
  | { readonly name: string; readonly value: string }
  | { readonly problem: string; readonly hint: string; readonly isDoubtful?: boolean };

/**
 * Reads one variable per line. The value is everything after the first `=`, byte for byte. Skips blank lines and
 * comments. Returns errors instead of throwing, because secrets must be masked before anything is printed.
 * @param text the unchanged input. Lines end with LF or CRLF.
 * @param environment the step's variables, which provide the value for a `NAME` without `=`.
 */
export function parseEnvVarLines(input: LinesInput, text: string, environment: Environment): ParsedLines {
  const isSecret = input === 'secret-env-vars';
  const lines: EnvVarLine[] = [];
  const mistakes: ActionError[] = [];
  const doubts: ActionError[] = [];
  const mask: string[] = [];
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = index + 1;
    const content = raw.trimStart();
    if (content === '' || content.startsWith('#')) continue;
    const isReferenceOnly = isSecret && content.startsWith('@');
    const written = isReferenceOnly ? content.slice(1) : content;
    const read = withLimits(readLine(written, environment, { isSecret, isReferenceOnly }));
    if (isSecret) mask.push(...textsToMask(written, read));
    if ('problem' in read) {
      const error = new ActionError(`Line ${line} of ${input} ${read.problem}`, { hint: read.hint });
      (read.isDoubtful ? doubts : mistakes).push(error);
      continue;
    }
    const first = lines.find(({ name }) => name === read.name)?.line;
    if (first === undefined) lines.push({ ...read, line, isReferenceOnly });
    else {
      const shown = isSecret ? 'the same name' : read.name;
      const message = `${input} defines ${shown} twice (lines ${first} and ${line})`;
      mistakes.push(new ActionError(message, { hint: 'Remove one of the two lines.' }));
      if (isSecret && mayBeSecret(written)) mask.push(written);
    }
  }
  return { lines, mistakes, doubts, mask: mask.filter((value) => value.trim() !== '') };
}

/** Returns the secrets in the lines under all their names. A value without a name gets the name of the input. */
export function secretsOf({ lines, mask }: ParsedLines): readonly Secret[] {
  const named = new Set(lines.map(({ value }) => value));
  const unnamed = mask.filter((value) => !named.has(value)).map((value) => ({ name: 'secret-env-vars', value }));
  return [...lines.filter(({ value }) => value.trim() !== '').map(({ name, value }) => ({ name, value })), ...unnamed];
}

/** Whether a line could be a secret that was pasted without a name, or Base64 (including its URL-safe form). */
export function mayBeSecret(line: string): boolean {
  return line.length > 20 && (/\d/.test(line) || (/[a-z]/.test(line) && /[A-Z]/.test(line)));
}

function readLine(
  content: string,
  environment: Environment,
  { isSecret, isReferenceOnly }: { readonly isSecret: boolean; readonly isReferenceOnly: boolean },
): ReadLine {
  const isName = isSecret ? isSecretName : isEnvVarName;
  const equals = content.indexOf('=');
  if (equals < 0) return readBareName(content.trimEnd(), environment, isSecret);
  const name = content.slice(0, equals);
  const value = content.slice(equals + 1);
  if (!isName(name)) {
    const isShown = !isSecret && name !== '' && name.length <= 2 * MAX_NAME_LENGTH;
    const problem = isShown
      ? `begins with "${visible(name)}", which is not a valid name`
      : 'has no valid name before "="';
    const hint = `Write NAME=value. A name consists of ${NAME_RULE}, without white space before "=".`;
    return { problem, hint };
  }
  // The padding of Base64 looks like the `=` after a variable name.
  const isPadding = isReferenceOnly ? /^=+$/.test(value) : /^=*$/.test(value);
  if (isSecret && isPadding && mayBeSecret(content)) {
    const hint = `Write NAME=\${{ secrets.NAME }}, with the name first.`;
    return { problem: 'has no value, or is the secret itself', hint, isDoubtful: value === '' };
  }
  return { name, value };
}

function readBareName(name: string, environment: Environment, isSecret: boolean): ReadLine {
  const isName = (isSecret ? isSecretName : isEnvVarName)(name);
  // `toString` exists on every object.
  const value = isName ? environment[name] : undefined;
  if (typeof value === 'string') return { name, value };
  if (isSecret) {
    const problem = "is neither NAME=value nor the name of one of the step's environment variables";
    const hint =
      "Write NAME=value on one line. For a value with several lines, set a variable under the step's env, and write only its name here.";
    return { problem, hint };
  }
  if (!isName) {
    const hint = `Write NAME=value. A name consists of ${NAME_RULE}.`;
    return { problem: 'is neither NAME=value nor a valid name', hint };
  }
  const problem = `is the name ${name.length > MAX_NAME_LENGTH ? '' : `${name} `}without a value, and the step's environment has no variable with this name`;
  return { problem, hint: "Write NAME=value, or set the variable under the step's env." };
}

function withLimits(read: ReadLine): ReadLine {
  if ('problem' in read) return read;
  const { name, value } = read;
  if (name.length > MAX_NAME_LENGTH) {
    return { problem: `has a name of ${name.length} characters`, hint: `Use at most ${MAX_NAME_LENGTH} characters.` };
  }
  if (value.length > MAX_VALUE_LENGTH) {
    const hint = `Use at most ${MAX_VALUE_LENGTH} characters, and put longer values into a file or a key-value store.`;
    return { problem: `has a value of ${value.length} characters`, hint };
  }
  return read;
}

/**
 * Returns the strings to mask: the value of a valid line, or all of an invalid line, unless it is a short uppercase
 * name.
 */
function textsToMask(content: string, read: ReadLine): readonly string[] {
  if (!('problem' in read)) return [read.value];
  const text = content.trimEnd();
  if (/^[A-Z_][A-Z0-9_]*=?$/.test(text) && !mayBeSecret(text)) return [];
  const equals = content.indexOf('=');
  if (equals < 0) return [text];
  const value = content.slice(equals + 1);
  // Base64 may also be printed without its padding.
  return /^=*$/.test(value) ? [content, content.slice(0, equals)] : [content, value];
}
