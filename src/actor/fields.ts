import { isEnvVarName, isVersionNumber, MAX_NAME_LENGTH, MAX_VALUE_LENGTH, NAME_RULE } from '../apify/value-rules.ts';

/** What is wrong with a value, and what would be right: the end of a sentence that begins with its key, and a sentence. */
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

/** 3 to 63 letters, digits and inner hyphens. */
export function checkName(value: unknown): Checked<string> {
  if (typeof value === 'string' && /^[a-zA-Z0-9][a-zA-Z0-9-]{1,61}[a-zA-Z0-9]$/.test(value)) return { value };
  const hint = 'An Actor has a name of 3 to 63 letters, digits and inner hyphens, without the account: my-actor.';
  return { problem: `is ${describe(value)}, which is no Actor's name`, hint };
}

/** `MAJOR.MINOR`, each 0 to 99, no leading zero. */
export function checkVersion(value: unknown): Checked<string> {
  if (typeof value === 'string' && isVersionNumber(value)) return { value };
  if (typeof value === 'number') {
    const example = Number.isInteger(value) ? `${value}.0` : `${value}`;
    const hint = `Write it as a string: "version": "${example}". As a number, 1.0 would become 1.`;
    return { problem: `is ${describe(value)}, not a string`, hint };
  }
  const hint = 'Write MAJOR.MINOR, each 0 to 99 without leading zeros: "1.2".';
  return { problem: `is ${describe(value)}, not MAJOR.MINOR`, hint };
}

export function checkBuildTag(value: unknown): Checked<string> {
  if (typeof value === 'string' && value.trim() === '') {
    return { problem: 'is empty', hint: 'Write a tag, "latest" for example, or leave buildTag out.' };
  }
  return checkText(value);
}

/** A variable of `environmentVariables`; numbers and booleans become text. */
export function checkEnvVar(name: string, value: unknown): Checked<string> {
  if (!isEnvVarName(name)) return { problem: 'is no name of a variable', hint: `Use ${NAME_RULE}.` };
  if (name.length > MAX_NAME_LENGTH) {
    return { problem: `has ${name.length} characters`, hint: `A name has ${MAX_NAME_LENGTH} at most.` };
  }
  switch (typeof value) {
    case 'boolean':
      return { value: String(value) };
    case 'number':
      if (Number.isSafeInteger(value) || (Number.isFinite(value) && !Number.isInteger(value))) {
        return { value: String(value) };
      }
      return { problem: 'is a number too large to be kept exactly', hint: 'Write it in double quotes.' };
    case 'string':
      if (value.length <= MAX_VALUE_LENGTH) return { value };
      return { problem: `has ${value.length} characters`, hint: `A value has ${MAX_VALUE_LENGTH} at most.` };
    default:
      return { problem: `is ${describe(value)}`, hint: 'A variable is a string, a number, true or false.' };
  }
}

/** The value in a few words, for a message. Cut in two, a secret in it would not be known again. */
export function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string' && value.length > 100) return `a text of ${value.length} characters`;
  const text = JSON.stringify(value);
  return typeof value === 'number' ? `the number ${text}` : text;
}
