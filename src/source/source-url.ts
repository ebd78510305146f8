import { decoded } from '../text.ts';

/** Names of query parameters that contain credentials in URLs of Apify, AWS, Azure, Google, GitLab and others. */
const SECRET_NAME = /sig|token|secret|pass|pwd|auth|cred|jwt|key|accessid|policy|^x-(?:amz|goog)-|^code$/;

/**
 * Returns a URL for the log, the summary and the outputs: without user information (except `git`), and without
 * signatures and tokens in the query.
 */
export function shownUrl(url: string): string {
  const [, address = '', query, fragment = ''] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/s.exec(withoutUser(url)) ?? [];
  const kept = (query ?? '').split('&').filter((parameter) => !isSecret(parameter));
  return address + (query === undefined || kept.join('') === '' ? '' : `?${kept.join('&')}`) + fragment;
}

/** In characters. Shorter parameter values, such as `true`, are not secret. */
const SHORTEST_HIDDEN = 8;

/**
 * Returns the values of these query parameters, both unchanged and decoded, so that they can be hidden in messages that
 * repeat the URL.
 */
export function secretParameters(url: string): readonly string[] {
  const [, query = ''] = /^[^?#]*\?([^#]*)/s.exec(url) ?? [];
  const values = query
    .split('&')
    .filter(isSecret)
    .map((parameter) => parameter.slice(parameter.indexOf('=') + 1));
  return values.filter((value) => value.length >= SHORTEST_HIDDEN).flatMap((value) => [value, decoded(value)]);
}

function withoutUser(text: string): string {
  const url = URL.parse(text);
  if (url !== null && (url.username !== '' || url.password !== '')) {
    if (url.username === 'git' && url.password === '') return text;
    url.username = '';
    url.password = '';
    return url.href;
  }
  // Also handles `user@host:path` and invalid URLs.
  return text.replace(/^([a-z][a-z0-9+.-]*:[/\\]+)?([^/?#\\]*)@/i, (all, scheme: string | undefined, user: string) =>
    user === 'git' ? all : (scheme ?? ''),
  );
}

/** Whether a query parameter has such a name. Also checks names after a `;` and in a URL that is its value. */
function isSecret(parameter: string): boolean {
  const names = [...decoded(parameter).matchAll(/(?:^|[;&?])([^=;&?]*)=?/g)].map(([, name = '']) => name);
  return names.some((name) => SECRET_NAME.test(name.toLowerCase()));
}
