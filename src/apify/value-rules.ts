/** Values that the Apify API accepts. The limits of environment variables are those of Apify's own CLI. */

export const MAX_NAME_LENGTH = 100;

/** UTF-16 code units of a value, as JavaScript's `length` and Apify's own CLI count: an emoji is two or more. */
export const MAX_VALUE_LENGTH = 50_000;

export const NAME_RULE = 'letters, digits and underscores, not starting with a digit';

/** True for letters, digits and `_` of any length that do not start with a digit. */
export function isEnvVarName(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);
}

/** True for the name of a secret that only references use: `-` and `.` are allowed too. */
export function isSecretName(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_.-]*$/.test(text);
}

/** `MAJOR.MINOR`, each from 0 to 99, without a leading zero. https://docs.apify.com/api/v2/actor-version-post */
export function isVersionNumber(text: string): boolean {
  return /^([0-9]|[1-9][0-9])\.([0-9]|[1-9][0-9])$/.test(text);
}

/** `1.0` for `1.0.0`; undefined for any other text. */
export function versionOfThreeParts(text: string): string | undefined {
  const [, version = ''] = /^(\d+\.\d+)\.\d+$/.exec(text) ?? [];
  return isVersionNumber(version) ? version : undefined;
}

export const THREE_PARTS_HINT = 'Apify adds the third number at each build.';

/** True for a tag without white space and control characters. The API decides on everything else. */
export function isBuildTag(text: string): boolean {
  return !/[\s\p{Cc}]/u.test(text);
}
