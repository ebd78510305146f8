/**
 * Checks of the inputs that contain a source URL. Error messages never repeat the URL, because it may contain a
 * password.
 */
import type { SourceType } from '../apify/api.ts';

/** The input that contains the URL for each source type. */
const urlInputOf = {
  GIT_REPO: 'git-repo-url',
  TARBALL: 'tarball-url',
  GITHUB_GIST: 'github-gist-url',
} as const satisfies Readonly<Record<Exclude<SourceType, 'SOURCE_FILES'>, string>>;

type UrlInput = (typeof urlInputOf)[keyof typeof urlInputOf];

export const urlSources = Object.entries(urlInputOf) as readonly (readonly [keyof typeof urlInputOf, UrlInput])[];

export const urlInputs = Object.values(urlInputOf);

/** Control characters. `git-repo-url` may contain spaces in its folder. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the expression searches for them
const CONTROLS = /[\u0000-\u001f\u007f]/;

/** `https://host/…`, `ssh://git@host/…` and similar, or `git@host:owner/name`. */
const GIT_URL =
  /^(?:(?:https?|ssh|git|git\+https?|git\+ssh):\/\/[^\s/?#\\]+|[^\s/:@#\\]+@(?:[^\s/:@[\]#\\]+|\[[^\s\]]+\]):[^\s#])/i;
const WEB_URL = /^https?:\/\/[^\s/?#\\]+[^\s]*$/i;
const GIST_URL = /^https:\/\/gist\.github\.com\/[^/]+\/[^/]+/;

const hints: Readonly<Record<UrlInput, string>> = {
  'git-repo-url':
    'Use https://github.com/OWNER/NAME.git, or git@github.com:OWNER/NAME.git for a private repository. To select a branch and a folder, add #BRANCH:FOLDER.',
  'tarball-url':
    'Use a URL from which Apify can download the archive. To upload the files of the checkout instead, remove this input and set source-type: TARBALL.',
  'github-gist-url': 'Use the URL of the Gist: https://gist.github.com/OWNER/ID.',
};

/** Returns the problem with a URL and a hint; undefined if the URL is valid. */
export function checkUrl(
  input: UrlInput,
  text: string,
): { readonly problem: string; readonly hint: string } | undefined {
  const hint = hints[input];
  if (input === 'git-repo-url') {
    const isValid = GIT_URL.test(text) && !CONTROLS.test(text) && (!/^[a-z+]+:\/\//i.test(text) || URL.canParse(text));
    return isValid ? undefined : { problem: 'is not the URL of a Git repository', hint };
  }
  const url = WEB_URL.test(text) ? URL.parse(text) : null;
  if (url === null) return { problem: 'is not an http or https URL', hint };
  if (input === 'tarball-url' || GIST_URL.test(`${url.origin}${url.pathname}`)) return undefined;
  return { problem: 'is not the URL of a Gist', hint };
}
