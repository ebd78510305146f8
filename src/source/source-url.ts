/** Names of query parameters that open what the URL leads to, in the words of Apify, AWS, Azure, Google, GitLab and others. */
const SECRET_NAME = /sig|token|secret|pass|pwd|auth|cred|jwt|key|accessid|policy|^x-(?:amz|goog)-|^code$/;

/**
 * A source's URL as log, summary and outputs may show it: without user information (the login `git`, which is nobody's
 * secret, stays) and without query parameters that sign it or carry a token. The rest stays as it is written.
 * @param url of a Git repository (`git@host:owner/name.git` too), a tarball or a Gist.
 */
export function shownUrl(url: string): string {
  const [, address = '', query, fragment = ''] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/s.exec(withoutUser(url)) ?? [];
  const kept = (query ?? '').split('&').filter((parameter) => !isSecret(parameter));
  return address + (query === undefined || kept.join('') === '' ? '' : `?${kept.join('&')}`) + fragment;
}

/** Characters of a parameter's value from which on it is hidden: `true` and the like open nothing. */
const SHORTEST_HIDDEN = 8;

/** The values of those query parameters, as written and decoded: whoever shows a message that repeats the URL hides them. */
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
  // What no URL parser takes: `user@host:path`, and addresses with a mistake in them.
  return text.replace(/^([a-z][a-z0-9+.-]*:[/\\]+)?([^/?#\\]*)@/i, (all, scheme: string | undefined, user: string) =>
    user === 'git' ? all : (scheme ?? ''),
  );
}

/** Whether a part between two `&` has such a name, by itself, behind a `;`, or in a URL that is its value. */
function isSecret(parameter: string): boolean {
  const names = [...decoded(parameter).matchAll(/(?:^|[;&?])([^=;&?]*)=?/g)].map(([, name = '']) => name);
  return names.some((name) => SECRET_NAME.test(name.toLowerCase()));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
