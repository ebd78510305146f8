/** Rules for values that the Apify API accepts. The limits for environment variables are the same as in Apify's CLI. */

export const MAX_NAME_LENGTH = 100;

/** In UTF-16 code units, as counted by JavaScript's `length` and by Apify's CLI. An emoji counts as two or more. */
export const MAX_VALUE_LENGTH = 50_000;

export const NAME_RULE = 'letters, digits and underscores, not starting with a digit';

/** Whether the text contains only letters, digits and `_`, and does not start with a digit. Its length is ignored. */
export function isEnvVarName(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);
}

/** Whether the text is valid for a secret that only references use. Such names may also contain `-` and `.`. */
export function isSecretName(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_.-]*$/.test(text);
}

/**
 * Whether the text is `MAJOR.MINOR`, two numbers from 0 to 99 without leading zeros.
 * https://docs.apify.com/api/v2/actor-version-post
 */
export function isVersionNumber(text: string): boolean {
  return /^([0-9]|[1-9][0-9])\.([0-9]|[1-9][0-9])$/.test(text);
}

/** Returns `1.0` for `1.0.0`; undefined for any other text. */
export function versionOfThreeParts(text: string): string | undefined {
  const [, version = ''] = /^(\d+\.\d+)\.\d+$/.exec(text) ?? [];
  return isVersionNumber(version) ? version : undefined;
}

export const THREE_PARTS_HINT = 'Apify adds the third number at each build.';

/** Whether the tag contains no white space or control characters. The API checks everything else. */
export function isBuildTag(text: string): boolean {
  return !/[\s\p{Cc}]/u.test(text);
}
