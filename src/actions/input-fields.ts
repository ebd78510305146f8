import { isVersionNumber } from '../apify/value-rules.ts';
import { ActionError } from '../errors.ts';
import { quoted } from '../text.ts';

/** The error for one input. @param problem the end of a sentence that begins with the input's name. */
export function wrong(name: string, problem: string, hint: string): ActionError {
  return new ActionError(`Input ${name} ${problem}`, { hint });
}

/** An ID or `username~name`; undefined where there is no text, as in all of these. @throws ActionError */
export function readActorId(text: string): string | undefined {
  if (text === '') return undefined;
  if (/^[A-Za-z0-9]+$/.test(text) || /^[A-Za-z0-9._-]+[/~][A-Za-z0-9._-]+$/.test(text)) return text.replace('/', '~');
  const bare = /^[A-Za-z0-9._-]{1,100}$/.test(text);
  throw wrong(
    'actor-id',
    bare ? `${quoted(text)} is a bare name` : `${quoted(text)} is no Actor`,
    bare
      ? `Put the account before it: username/${text}. Or leave it out where actor.json has the name.`
      : 'Give the ID from Apify Console, or username/name.',
  );
}

/** `MAJOR.MINOR`. @throws ActionError with a hint for a number that YAML has shortened */
export function readVersion(text: string): string | undefined {
  if (text === '' || isVersionNumber(text)) return text || undefined;
  const quotes = `Quote it in the workflow: version: '${text}.0'. YAML reads an unquoted ${text}.0 as the number ${text}.`;
  throw wrong(
    'version',
    `${quoted(text)} is not MAJOR.MINOR`,
    isVersionNumber(`${text}.0`) ? quotes : "Give two numbers from 0 to 99 without leading zeros, '1.2' for example.",
  );
}

/** @throws ActionError */
export function readBuildTag(text: string): string | undefined {
  if (text === '') return undefined;
  if (/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(text)) return text;
  throw wrong(
    'build-tag',
    `${quoted(text)} is not a build tag`,
    'Use letters, digits, dots, hyphens and underscores, `beta` for example.',
  );
}

/** One of the words, as it is written. */
export function oneOf<T extends string>(name: string, text: string, allowed: readonly T[]): T | undefined {
  if (text === '') return undefined;
  const found = allowed.find((value) => value === text);
  if (found === undefined) throw wrong(name, `${quoted(text)} is not known`, `Use one of ${allowed.join(', ')}.`);
  return found;
}

/** YAML 1.2 core schema. https://yaml.org/spec/1.2.2/#1032-tag-resolution */
export function boolean<T>(name: string, text: string, otherwise: T): boolean | T {
  if (text === '') return otherwise;
  if (/^(true|True|TRUE)$/.test(text)) return true;
  if (/^(false|False|FALSE)$/.test(text)) return false;
  throw wrong(name, `${quoted(text)} is not a boolean`, 'Use true or false.');
}

/** Seconds, 0 included. @throws ActionError */
export function readSeconds(text: string): number | undefined {
  if (text === '') return undefined;
  if (/^\d{1,6}$/.test(text)) return Number(text);
  const isTooLong = /^\d+$/.test(text);
  throw wrong(
    'wait-for-finish',
    `${quoted(text)} is ${isTooLong ? 'longer than any job runs' : 'not a number of seconds'}`,
    isTooLong ? 'Give 999999 seconds at most.' : 'Give a whole number, 600 for example; 0 does not wait.',
  );
}
