/** Values that the Apify API accepts. The limits of environment variables are the ones of Apify's CLI. */

/** Characters of a name. */
export const MAX_NAME_LENGTH = 100;

/** UTF-16 code units of a value, like `length` in JavaScript and in Apify's CLI. An emoji has two or more. */
export const MAX_VALUE_LENGTH = 50_000;

export const NAME_RULE = 'letters, digits and underscores, not starting with a digit';

/** Does not check the length. */
export function isEnvVarName(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);
}

/** True for the name of a secret in a reference: unlike a variable, it may contain `-` and `.`. */
export function isSecretName(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_.-]*$/.test(text);
}

/** `MAJOR.MINOR`, each from 0 to 99, without a leading zero. https://docs.apify.com/api/v2/actor-version-post */
export function isVersionNumber(text: string): boolean {
  return /^([0-9]|[1-9][0-9])\.([0-9]|[1-9][0-9])$/.test(text);
}
