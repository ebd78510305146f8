import { createActorIgnore } from './actor-ignore.ts';
import { type IgnoreRule, parseIgnoreRules } from './ignore-rules.ts';

/** A `.gitignore` file. */
export interface GitIgnoreFile {
  /** Its folder from the Actor's folder; empty for the same folder and for the folders above. */
  readonly folder: string;
  readonly bytes: Buffer;
}

/**
 * Names of files that `.actorignore` would include even if Git ignored them, one or more for each way in which its lines
 * can do so. The files that a build step creates do not exist yet, so Git can only check samples.
 * @returns names relative to the Actor's folder; empty if no line begins with `!`.
 */
export function sampleReincluded(actorIgnore: Buffer, gitIgnoreFiles: readonly GitIgnoreFile[]): readonly string[] {
  const rules = parseIgnoreRules(actorIgnore);
  const ignore = createActorIgnore([{ folder: '', rules }], { actorFolder: '', isIgnoredByGit: () => true });
  if (!ignore.includesAgain) return [];
  const negated = rules.filter((rule) => rule.negated);
  const ignored = gitIgnoreFiles.flatMap(({ folder, bytes }) =>
    parseIgnoreRules(bytes)
      .filter((rule) => !rule.negated)
      .map((rule) => (folder === '' ? sampleOf(rule) : `${folder}/${sampleOf(rule)}`)),
  );
  // A line without a slash matches below ignored folders too. A full name is meant for the file that an earlier line
  // excludes (*.md, then !README.md).
  const anywhere = negated.filter(({ anchored, text }) => !anchored && /[*?[]/.test(text)).map(sampleOf);
  const samples = [
    ...negated.map(sampleOf),
    ...ignored,
    ...ignored.flatMap((folder) => anywhere.map((name) => `${folder}/${name}`)),
  ];
  return [...new Set(samples.flatMap((name) => [name, `${name}/x`]))].filter(
    (name) => ignore.judge(name).kind === 'included-again',
  );
}

/** A name that the rule matches, in most cases. */
function sampleOf({ text, negated }: IgnoreRule): string {
  return (negated ? text.slice(1) : text)
    .replace(/^\/|\/$/g, '')
    .replaceAll('**/', '')
    .replaceAll(/\*+|\?/g, 'x')
    .replaceAll(/\[[!^]?\]?(.)[^\]]*\]/g, '$1')
    .replaceAll(/\\(.)/g, '$1');
}
