/** Values that the Apify API accepts. The limits of environment variables are those of Apify's own CLI. */

/** Characters of a name. */
export const MAX_NAME_LENGTH = 100;

/** UTF-16 code units of a value, as JavaScript's `length` and Apify's own CLI count: an emoji is two or more. */
export const MAX_VALUE_LENGTH = 50_000;

export const NAME_RULE = 'letters, digits and underscores, not starting with a digit';

/** True for a name of letters, digits and `_` that does not start with a digit, of whatever length. */
export function isEnvVarName(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);
}

/** True for a name under which a secret can be referred to: as a variable's, but `-` and `.` are fine too. */
export function isSecretName(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_.-]*$/.test(text);
}

/** `MAJOR.MINOR`, each 0 to 99, no leading zero. https://docs.apify.com/api/v2/actor-version-post */
export function isVersionNumber(text: string): boolean {
  return /^([0-9]|[1-9][0-9])\.([0-9]|[1-9][0-9])$/.test(text);
}
