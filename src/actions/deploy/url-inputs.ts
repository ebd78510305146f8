/** What the inputs that are URLs may be. What is wrong in one is never shown: it may carry a password. */
import type { SourceType } from '../../apify/api.ts';

/** The input that gives the URL of a source, by the source's type. */
const urlInputOf = {
  GIT_REPO: 'git-repo-url',
  TARBALL: 'tarball-url',
  GITHUB_GIST: 'github-gist-url',
} as const satisfies Readonly<Record<Exclude<SourceType, 'SOURCE_FILES'>, string>>;

export type UrlInput = (typeof urlInputOf)[keyof typeof urlInputOf];

export const urlSources = Object.entries(urlInputOf) as readonly (readonly [keyof typeof urlInputOf, UrlInput])[];

export const urlInputs = Object.values(urlInputOf);

/** Controls, line ends among them; `git-repo-url` may have spaces in its folder. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\u0000-\u001f\u007f]/;

/** `https://host/…`, `ssh://git@host/…` and the like, or `git@host:owner/name`. */
const GIT_URL =
  /^(?:(?:https?|ssh|git|git\+https?|git\+ssh):\/\/[^\s/?#\\]+|[^\s/:@#\\]+@(?:[^\s/:@[\]#\\]+|\[[^\s\]]+\]):[^\s#])/i;
const WEB_URL = /^https?:\/\/[^\s/?#\\]+[^\s]*$/i;

/** What is wrong with a URL that is given, and what would be right; undefined where nothing is. */
export function faultOfUrl(
  input: UrlInput,
  text: string,
): { readonly problem: string; readonly hint: string } | undefined {
  const isWebUrl = WEB_URL.test(text) && URL.canParse(text);
  switch (input) {
    case 'git-repo-url': {
      const isUrl = /^[a-z+]+:\/\//i.test(text);
      if (GIT_URL.test(text) && !CONTROLS.test(text) && (!isUrl || URL.canParse(text))) return undefined;
      return {
        problem: 'is not the URL of a Git repository',
        hint: 'Give https://github.com/OWNER/NAME.git, or git@github.com:OWNER/NAME.git for a private one; with #BRANCH and :FOLDER behind it where needed.',
      };
    }
    case 'tarball-url':
      if (isWebUrl) return undefined;
      return {
        problem: 'is not an http or https address',
        hint: 'Give the address under which Apify can fetch the archive; to upload the files of the checkout, leave it out and set source-type: TARBALL.',
      };
    case 'github-gist-url':
      if (isWebUrl) return undefined;
      return {
        problem: 'is not an http or https address',
        hint: 'Give the address of the Gist, https://gist.github.com/OWNER/ID for example.',
      };
  }
}

/** User and password of anything that looks like a URL, or Git's `user@host:path`, as written and decoded; `git` is nobody's secret. */
export function userInformation(text: string): readonly string[] {
  const [, authority = ''] =
    /^[a-z][a-z0-9+.-]*:\/\/([^/?#\\]*)@/i.exec(text) ?? /^([^\s/:@#\\]+)@[^\s/:@#\\]+:/.exec(text) ?? [];
  const colon = authority.indexOf(':');
  const parts = colon < 0 ? [authority] : [authority.slice(0, colon), authority.slice(colon + 1)];
  return parts.filter((part) => part !== '' && part !== 'git').flatMap((part) => [part, decoded(part)]);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
