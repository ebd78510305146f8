import { isBuildTag, isVersionNumber, THREE_PARTS_HINT, versionOfThreeParts } from '../apify/value-rules.ts';
import { ActionError, type Diagnostic } from '../errors.ts';
import type { RawInputs } from '../runner/inputs.ts';
import { quoted } from '../text.ts';

/** Creates the error for one input. @param problem completes a sentence that begins with `The version input`. */
export function wrong(name: string, problem: string, hint: string): ActionError {
  return new ActionError(`The ${name} input ${problem}`, { hint });
}

const tokenPage = 'https://console.apify.com/settings/integrations';

/** Returns the `token` input, or APIFY_TOKEN if the input is empty; empty if neither is set. */
export function tokenOf(raw: RawInputs): string {
  return raw.text('token') || (raw.environment['APIFY_TOKEN'] ?? '').trim();
}

/** Returns the token; undefined in a dry run without a token. @throws ActionError */
export function readToken(raw: RawInputs, dryRun: boolean): string | undefined {
  const token = tokenOf(raw);
  if (token === '' && dryRun) return undefined;
  if (token === '') {
    throw wrong(
      'token',
      'is empty, and the step has no APIFY_TOKEN variable',
      `Create a token at ${tokenPage}, store it as a repository secret, and pass \${{ secrets.APIFY_TOKEN }}. Pull requests from forks and Dependabot do not receive secrets: deploy on push, or use dry-run for them.`,
    );
  }
  if (!/^[\x21-\x7e]+$/.test(token)) {
    const problem = 'contains white space or characters that are not in Apify tokens';
    throw wrong('token', problem, `Copy the token again from ${tokenPage}.`);
  }
  return token;
}

/** Reads an ID or `username~name`; undefined if the text is empty. @throws ActionError */
export function readActorId(text: string): string | undefined {
  if (text === '') return undefined;
  if (/^[A-Za-z0-9]+$/.test(text) || /^[A-Za-z0-9._-]+[/~][A-Za-z0-9._-]+$/.test(text)) return text.replace('/', '~');
  if (/^[A-Za-z0-9._-]{1,100}$/.test(text)) {
    const hint = `Add the account: username/${text}. If actor.json contains the name, you can also remove this input.`;
    throw wrong('actor-id', `is ${quoted(text)}, a name without an account`, hint);
  }
  const problem = `is ${quoted(text)}, which is not a valid Actor ID or username/name`;
  throw wrong('actor-id', problem, 'Use the ID from Apify Console, or username/name.');
}

/** Reads a version in the form `MAJOR.MINOR`; undefined if the text is empty. @throws ActionError */
export function readVersion(text: string): string | undefined {
  if (text === '' || isVersionNumber(text)) return text || undefined;
  throw wrong('version', `is ${quoted(text)}, not MAJOR.MINOR`, versionHint(text));
}

function versionHint(text: string): string {
  const long = `${text}.0`;
  if (isVersionNumber(long)) {
    return `Quote the version in the workflow: version: '${long}'. YAML reads an unquoted ${long} as the number ${text}.`;
  }
  const short = versionOfThreeParts(text);
  if (short !== undefined) return `Use '${short}'. ${THREE_PARTS_HINT}`;
  return "Use two numbers from 0 to 99 without leading zeros: '1.2'.";
}

/** Returns undefined if the text is empty. @throws ActionError */
export function readBuildTag(text: string): string | undefined {
  if (isBuildTag(text)) return text || undefined;
  const problem = `is ${quoted(text)}, which is not a valid tag`;
  throw wrong('build-tag', problem, 'Use a tag without white space or control characters: beta.');
}

/** Reads one of the allowed values; undefined if the text is empty. @throws ActionError */
export function oneOf<T extends string>(name: string, text: string, allowed: readonly T[]): T | undefined {
  if (text === '') return undefined;
  const found = allowed.find((value) => value === text);
  if (found === undefined) {
    throw wrong(name, `is ${quoted(text)}, which is not supported`, `Use one of ${allowed.join(', ')}.`);
  }
  return found;
}

/**
 * Reads a boolean in the YAML 1.2 core schema: https://yaml.org/spec/1.2.2/#1032-tag-resolution.
 * @throws ActionError
 */
export function boolean<T>(name: string, text: string, otherwise: T): boolean | T {
  if (text === '') return otherwise;
  if (/^(true|True|TRUE)$/.test(text)) return true;
  if (/^(false|False|FALSE)$/.test(text)) return false;
  throw wrong(name, `is ${quoted(text)}, not a boolean`, 'Use true or false.');
}

/** Reads a whole number; undefined if the text is empty. @throws ActionError */
export function readWholeNumber(
  name: string,
  text: string,
  { least = 0, most = 999_999, hint }: { readonly least?: number; readonly most?: number; readonly hint: string },
): number | undefined {
  if (text === '') return undefined;
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw wrong(name, `is ${quoted(text)}, not a whole number from ${least} to ${most}`, hint);
}

const DEFAULT_BASE_URL = 'https://api.apify.com';

/** Reads the URL of the API and removes a trailing `/` or `/v2`. @throws ActionError */
export function readBaseUrl(raw: RawInputs): string {
  const input = raw.text('api-base-url');
  const variable = (raw.environment['APIFY_CLIENT_BASE_URL'] ?? '').trim();
  const url = URL.parse(input || variable || DEFAULT_BASE_URL);
  const subject = input === '' ? 'The APIFY_CLIENT_BASE_URL variable' : 'The api-base-url input';
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new ActionError(`${subject} is not an http or https URL`, { hint: `Use a URL such as ${DEFAULT_BASE_URL}.` });
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new ActionError(`${subject} contains user information, a query or a fragment`, {
      hint: 'Use only the scheme, host and path. Put the token into the token input.',
    });
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '').replace(/\/v2$/, '').replace(/\/+$/, '');
}

/** Hosts of the runner itself, as they appear in URLs. IPv4 addresses in IPv6 have two hexadecimal parts. */
const LOOPBACK = /^(?:(?:.*\.)?localhost\.?|127(?:\.\d+){3}|\[::1\]|\[::ffff:7f[\da-f]{2}:[\da-f]{1,4}\])$/;

/** Diagnostics about the URL of the API: a custom host, and a token that is sent without encryption. */
export function describeBaseUrl(apiBaseUrl: string, isFromEnvironment: boolean): readonly Diagnostic[] {
  if (apiBaseUrl === DEFAULT_BASE_URL) return [];
  const { protocol, host, hostname } = new URL(apiBaseUrl);
  const isLoopback = LOOPBACK.test(hostname);
  const diagnostics: Diagnostic[] = [];
  if (host !== new URL(DEFAULT_BASE_URL).host) {
    // An earlier step may have set the variable unnoticed.
    const setBy = isFromEnvironment ? ' (set by APIFY_CLIENT_BASE_URL)' : '';
    const message = `The API server is ${apiBaseUrl}${setBy}, not ${DEFAULT_BASE_URL}`;
    diagnostics.push({ level: 'info', message });
  }
  if (protocol === 'http:' && !isLoopback) {
    const message = `${apiBaseUrl} is not encrypted, so others on the network can read the token. Use https.`;
    diagnostics.push({ level: 'warning', message });
  }
  return diagnostics;
}
