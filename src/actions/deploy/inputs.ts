import type { SourceType } from '../../apify/api.ts';
import { ActionError, collectErrors } from '../../errors.ts';
import type { RawInputs } from '../../runner/inputs.ts';
import type { RequestedSource } from '../../source/source.ts';
import {
  boolean,
  oneOf,
  readActorId,
  readBaseUrl,
  readBuildTag,
  readToken,
  readVersion,
  readWholeNumber,
  wrong,
} from '../input-fields.ts';
import { checkUrl, urlInputs, urlSources } from '../url-inputs.ts';

const sourceTypes = ['SOURCE_FILES', ...urlSources.map(([type]) => type)] as const satisfies readonly SourceType[];

/** A property is undefined if its input is empty and has no default. */
export type Inputs = ReturnType<typeof readInputs>;

/**
 * Checks every input that can be checked on its own.
 * @param errors receives one error for each invalid input. The result is complete only if no error is added.
 */
export function readInputs(raw: RawInputs, errors: ActionError[]) {
  const read = collectErrors(errors) as <T>(step: () => T) => T;
  const readBoolean = <T>(name: string, otherwise: T): boolean | T =>
    read(() => boolean(name, raw.text(name), otherwise));
  const dryRun = readBoolean('dry-run', false);
  return {
    /** Undefined only in a dry run. If `dry-run` is not valid, the token is optional too. */
    token: read(() => readToken(raw, dryRun ?? true)),
    /** An ID or `username~name`. */
    actorId: read(() => readActorId(raw.text('actor-id'))),
    version: read(() => readVersion(raw.text('version'))),
    buildTag: read(() => readBuildTag(raw.text('build-tag'))),
    source: read(() => readSource(raw)),
    isSourceChosen: ['source-type', ...urlInputs].some((name) => raw.text(name) !== ''),
    envVarsMode:
      read(() => oneOf('env-vars-mode', raw.text('env-vars-mode'), ['merge', 'replace'] as const)) ?? 'merge',
    applyEnvVarsToBuild: readBoolean('apply-env-vars-to-build', undefined),
    createIfMissing: readBoolean('create-if-missing', true),
    checks: read(() => oneOf('checks', raw.text('checks'), ['auto', 'strict', 'off'] as const)) ?? 'auto',
    /** POSIX path relative to the working directory. */
    actorSettings: raw.text('actor-settings') || undefined,
    build: readBoolean('build', true),
    useCache: readBoolean('use-cache', true),
    /** If undefined, the action waits until the build ends. */
    waitForFinishSecs: read(() =>
      readWholeNumber('wait-for-finish', raw.text('wait-for-finish'), {
        hint: 'Use a number of seconds: 600. With 0, the action does not wait.',
      }),
    ),
    dryRun,
    apiBaseUrl: read(() => readBaseUrl(raw)),
  };
}

/** Whether the source is the checkout: its files, an archive of them, or the repository of the run. */
export function isCheckedOut(source: RequestedSource | undefined): boolean {
  return source !== undefined && (source.type === 'SOURCE_FILES' || source.url === undefined);
}

function readSource(raw: RawInputs): RequestedSource {
  const given = oneOf('source-type', raw.text('source-type'), sourceTypes);
  const set = urlSources.map(([type, name]) => ({ type, name, url: raw.text(name) })).filter(({ url }) => url !== '');
  const type = given ?? set[0]?.type ?? 'SOURCE_FILES';
  const typeName = `source-type (${type})`;
  if (set.some((source) => source.type !== type)) {
    const names = [...(given === undefined ? [] : [typeName]), ...set.map(({ name }) => name)];
    throw contradiction(names, 'A version has one source. Keep one of these inputs and remove the others.');
  }
  const [source] = set;
  const mistake = source === undefined ? undefined : checkUrl(source.name, source.url);
  if (source !== undefined && mistake !== undefined) throw wrong(source.name, mistake.problem, mistake.hint);
  const url = source?.url;
  const patterns = readPatterns(raw.text('files'));
  const sendsFiles = type === 'SOURCE_FILES' || (type === 'TARBALL' && url === undefined);
  if (!sendsFiles && patterns.some((pattern) => pattern !== '**')) {
    throw contradiction(
      ['files', source?.name ?? typeName],
      `With ${type}, the action does not send files. Remove one of the two inputs.`,
    );
  }
  switch (type) {
    case 'SOURCE_FILES':
      return { type, patterns };
    case 'GIT_REPO':
      return { type, url };
    case 'TARBALL':
      return url === undefined ? { type, url, patterns } : { type, url };
    case 'GITHUB_GIST':
      if (url !== undefined) return { type, url };
      throw wrong(
        'github-gist-url',
        'is empty although source-type is GITHUB_GIST',
        'Set it to the URL of the Gist, or change source-type.',
      );
  }
}

function contradiction(names: readonly string[], hint: string): ActionError {
  const list = `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  return new ActionError(`The inputs ${list} contradict each other`, { hint });
}

/** Splits the text into patterns, skipping blank lines and comments. Returns `**` if there are none. */
function readPatterns(text: string): readonly string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const patterns = lines.filter((line) => line !== '' && !line.startsWith('#'));
  return patterns.length === 0 ? ['**'] : patterns;
}
