import {
  isBuildTag,
  isEnvVarName,
  isVersionNumber,
  MAX_NAME_LENGTH,
  MAX_VALUE_LENGTH,
  NAME_RULE,
  THREE_PARTS_HINT,
  versionOfThreeParts,
} from '../apify/value-rules.ts';
import { quoted } from '../text.ts';

/** A mistake in a value. The problem completes a sentence that begins with the key. The hint is a complete sentence. */
export interface Complaint {
  readonly problem: string;
  readonly hint: string;
}

export type Checked<T> = { readonly value: T } | Complaint;

export function checkText(value: unknown): Checked<string> {
  return typeof value === 'string'
    ? { value }
    : { problem: `is ${describe(value)}, not a string`, hint: 'Write it in double quotes.' };
}

export function checkBoolean(value: unknown): Checked<boolean> {
  return typeof value === 'boolean'
    ? { value }
    : { problem: `is ${describe(value)}, not a boolean`, hint: 'Write true or false, without quotes.' };
}

export function checkName(value: unknown): Checked<string> {
  if (typeof value === 'string' && /^[a-zA-Z0-9][a-zA-Z0-9-]{1,61}[a-zA-Z0-9]$/.test(value)) return { value };
  const problem = `is ${describe(value)}, which is not a valid Actor name`;
  return { problem, hint: 'Use 3 to 63 letters, digits and inner hyphens, without the account: "my-actor".' };
}

/** Checks for `MAJOR.MINOR`, two numbers from 0 to 99 without leading zeros. */
export function checkVersion(value: unknown): Checked<string> {
  if (typeof value === 'number') {
    const text = Number.isInteger(value) ? `${value}.0` : `${value}`;
    const example = isVersionNumber(text) ? text : '1.0';
    const hint = `Write it as a string: "version": "${example}". JSON reads the number 1.0 as 1.`;
    return { problem: `is ${describe(value)}, not a string`, hint };
  }
  if (typeof value === 'string' && isVersionNumber(value)) return { value };
  const short = typeof value === 'string' ? versionOfThreeParts(value) : undefined;
  const hint =
    short === undefined
      ? 'Use MAJOR.MINOR, each from 0 to 99, without leading zeros: "1.2".'
      : `Use "${short}". ${THREE_PARTS_HINT}`;
  return { problem: `is ${describe(value)}, not MAJOR.MINOR`, hint };
}

export function checkBuildTag(value: unknown): Checked<string> {
  if (typeof value !== 'string' || isBuildTag(value)) return checkText(value);
  const hint = 'Use a tag without white space or control characters: "beta".';
  return { problem: `is ${describe(value)}, which is not a valid tag`, hint };
}

/** Checks a variable in `environmentVariables`. Apify rejects numbers, booleans and null. */
export function checkEnvVar(name: string, value: unknown): Checked<string> {
  if (!isEnvVarName(name)) return { problem: 'is not a valid variable name', hint: `Use ${NAME_RULE}.` };
  if (name.length > MAX_NAME_LENGTH) {
    const problem = `has a name of ${name.length} characters`;
    return { problem, hint: `Use at most ${MAX_NAME_LENGTH} characters.` };
  }
  if (typeof value !== 'string') {
    const text = typeof value === 'object' ? 'value' : String(value);
    const hint = `Write it in double quotes: "${name}": "${value === null ? '' : text}".`;
    return { problem: `is ${describe(value)}, not a string`, hint };
  }
  if (value.length <= MAX_VALUE_LENGTH) return { value };
  const problem = `has a value of ${value.length} characters`;
  return { problem, hint: `Use at most ${MAX_VALUE_LENGTH} characters.` };
}

export function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return quoted(value);
  return typeof value === 'number' ? `the number ${value}` : String(value);
}
