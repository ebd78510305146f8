import { ActionError, combineErrors } from '../../errors.ts';
import type { RawInputs } from '../../runner/inputs.ts';
import type { Secret } from '../../runner/secrets.ts';
import { onlyExclude, type PathPattern, readPathPatterns } from '../../source/rules/path-patterns.ts';
import { visible } from '../../text.ts';
import { boolean } from '../input-fields.ts';

/** Everything that the user set, checked. */
export interface DiscoverInputs {
  /** Of Actor folders; begins with `**` where the lines only exclude. */
  readonly actors: readonly PathPattern[];
  readonly changedOnly: boolean;
  /** A commit, branch or tag; absent: from the event. */
  readonly base: string | undefined;
  /** Empty, or only excluding: everything outside all Actor folders is meant before them. */
  readonly shared: readonly PathPattern[];
  readonly ignore: readonly PathPattern[];
  /** Empty where GitHub is not to be asked. */
  readonly gitHubToken: string;
}

/** What is secret, before anything is checked. */
export function readGitHubToken(raw: RawInputs): readonly Secret[] {
  const value = raw.text('github-token');
  return value === '' ? [] : [{ name: 'github-token', value }];
}

/** @throws ActionError that tells all mistakes together. */
export function readDiscoverInputs(raw: RawInputs): DiscoverInputs {
  const mistakes: ActionError[] = [];
  const read = <T>(parse: () => T, otherwise: T): T => {
    try {
      return parse();
    } catch (error) {
      if (!(error instanceof ActionError)) throw error;
      mistakes.push(error);
      return otherwise;
    }
  };
  const inputs: DiscoverInputs = {
    actors: read(() => withEverything(readPathPatterns('actors', raw.text('actors'))), []),
    changedOnly: read(() => boolean('changed-only', raw.text('changed-only'), true), true),
    base: read(() => readBase(raw.text('base')), undefined),
    shared: read(() => readPathPatterns('shared', raw.text('shared')), []),
    ignore: read(() => readPathPatterns('ignore', raw.text('ignore')), []),
    gitHubToken: raw.text('github-token'),
  };
  if (mistakes.length > 0) throw combineErrors(mistakes, 'inputs are wrong');
  return inputs;
}

function withEverything(patterns: readonly PathPattern[]): readonly PathPattern[] {
  return onlyExclude(patterns) ? [...readPathPatterns('actors', '**'), ...patterns] : patterns;
}

/** GitHub knows branches and tags by their short names only. */
function readBase(text: string): string | undefined {
  const base = text.replace(/^refs\/(?:heads|tags)\//, '');
  if (base === '') return undefined;
  // What no name of a commit holds, and what an option or a second commit would begin with.
  if (!/^-|\.\.|[\s:?*[\\]/.test(base) && visible(base) === base) return base;
  throw new ActionError(`Input base "${visible(text)}" is no commit, branch or tag`, {
    hint: 'Give one: main, v1.2.0 or a hash, for example.',
  });
}
