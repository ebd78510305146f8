import { ActionError, collectErrors, combineErrors } from '../../errors.ts';
import type { RawInputs } from '../../runner/inputs.ts';
import { onlyExclude, type PathPattern, readPathPatterns } from '../../source/rules/path-patterns.ts';
import { visible } from '../../text.ts';
import { boolean } from '../input-fields.ts';

export type DiscoverInputs = ReturnType<typeof readDiscoverInputs>;

export function readDiscoverInputs(raw: RawInputs) {
  const mistakes: ActionError[] = [];
  const read = collectErrors(mistakes);
  const readPatterns = (name: string): readonly PathPattern[] =>
    read(() => readPathPatterns(name, raw.text(name))) ?? [];
  const actors = readPatterns('actors');
  const inputs = {
    /** Patterns for Actor folders. */
    actors: onlyExclude(actors) ? [...readPathPatterns('actors', '**'), ...actors] : actors,
    changedOnly: read(() => boolean('changed-only', raw.text('changed-only'), true)) ?? true,
    /** A commit, branch or tag, or `last-success`; undefined if the event determines the base. */
    base: read(() => readBase(raw.text('base'))),
    shared: readPatterns('shared'),
    ignore: readPatterns('ignore'),
    /** Empty if no requests may be sent to GitHub. */
    gitHubToken: raw.text('github-token'),
  };
  if (mistakes.length > 0) throw combineErrors(mistakes, 'inputs are not valid');
  return inputs;
}

/** Removes `refs/heads/` and `refs/tags/`, because GitHub's API accepts only short names. */
function readBase(text: string): string | undefined {
  const base = text.replace(/^refs\/(?:heads|tags)\//, '');
  if (base === '') return undefined;
  // Commit names cannot contain these characters, and Git would read some of them as an option or a range.
  if (!/^-|\.\.|[\s:?*[\\]/.test(base) && visible(base) === base) return base;
  throw new ActionError(`The base input is "${visible(text)}", which is not a valid commit, branch or tag`, {
    hint: 'Use a hash, a name such as main or v1.2.0, or last-success.',
  });
}
