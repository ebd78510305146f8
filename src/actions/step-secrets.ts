import type { RawInputs } from '../runner/inputs.ts';
import type { Secret } from '../runner/secrets.ts';
import { decoded } from '../text.ts';
import { tokenOf } from './input-fields.ts';
import { urlInputs } from './url-inputs.ts';

const proxyVariables = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'] as const;

/**
 * Returns the secrets that are known before anything is checked: the token, APIFY_TOKEN if it is different, and user
 * information in URLs. The values of `secret-env-vars` are read separately.
 */
export function readStepSecrets(raw: RawInputs): readonly Secret[] {
  const token = tokenOf(raw);
  const variable = (raw.environment['APIFY_TOKEN'] ?? '').trim();
  const secrets: Secret[] = token === '' ? [] : [{ name: 'token', value: token, kind: 'token' }];
  if (variable !== '' && variable !== token) secrets.push({ name: 'APIFY_TOKEN', value: variable, kind: 'token' });
  const urls = [
    ...[...urlInputs, 'api-base-url'].map((name) => [name, raw.text(name)] as const),
    ['APIFY_CLIENT_BASE_URL', raw.environment['APIFY_CLIENT_BASE_URL'] ?? ''] as const,
  ];
  return [...secrets, ...urls.flatMap(([name, url]) => userSecrets(name, userInformation(url)))];
}

/** Returns the token for GitHub's API, which `discover` and `cleanup` have. */
export function readGitHubToken(raw: RawInputs): readonly Secret[] {
  const value = raw.text('github-token');
  return value === '' ? [] : [{ name: 'github-token', value }];
}

/** Returns the passwords of the runner's proxies. They are masked, but deployed files may contain them. */
export function readProxySecrets(raw: RawInputs): readonly Secret[] {
  return proxyVariables.flatMap((name) => {
    const { password, both } = userInformation(raw.environment[name] ?? '');
    return password === '' ? [] : userSecrets(name, { user: '', password, both });
  });
}

interface UserInformation {
  readonly user: string;
  readonly password: string;
  /** `user:password`, as in Basic authentication. */
  readonly both: string;
}

function userSecrets(source: string, { user, password, both }: UserInformation): readonly Secret[] {
  const pair = password === '' ? [] : [both, decoded(both)];
  // `git` is the user name in all SSH URLs.
  const values = [...(user === 'git' ? [] : [user, decoded(user)]), password, decoded(password), ...pair];
  const name = `${source} (user information)`;
  return [...new Set(values)]
    .filter((value) => value !== '')
    .map((value) => ({ name, value, kind: 'user-information' }));
}

/** Returns the user and password, unchanged, from anything that looks like a URL or like Git's `user@host:path`. */
function userInformation(url: string): UserInformation {
  const text = url.trim();
  const [, both = ''] =
    /^[a-z][a-z0-9+.-]*:\/\/([^/?#\\]*)@/i.exec(text) ?? /^([^\s/:@#\\]+)@[^\s/:@#\\]+:/.exec(text) ?? [];
  const colon = both.indexOf(':');
  return colon < 0
    ? { user: both, password: '', both }
    : { user: both.slice(0, colon), password: both.slice(colon + 1), both };
}
