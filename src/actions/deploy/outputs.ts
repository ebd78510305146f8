import { urlOf, type Version } from '../../apify/api.ts';
import type { Problem } from '../../errors.ts';
import { shownUrl } from '../../source/source-url.ts';
import { actorUrl, buildUrl, knownActorId, type RunState, runUrl } from './state.ts';

type Value = string | number | boolean | readonly unknown[];

/** Returns the outputs in action.yml that are known so far, formatted for the runner. */
export function outputsOf(state: RunState): Readonly<Record<string, string>> {
  const known = Object.entries(valuesOf(state)).filter((entry): entry is [string, Value] => !isEmpty(entry[1]));
  const outputs = known.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]);
  const result = Object.fromEntries(known.map(([name, value]) => [camelCase(name), value]));
  return Object.fromEntries([...outputs, ['result', JSON.stringify(result)]]);
}

function valuesOf(state: RunState): Readonly<Record<string, Value | null | undefined>> {
  const { source, build, previousBuild, run } = state;
  const version: Partial<Version> | undefined = state.version ?? state.plan?.version;
  const url = version === undefined ? undefined : urlOf(version)?.url;
  return {
    'actor-id': knownActorId(state) ?? state.actorId,
    'actor-url': actorUrl(state),
    'version-number': version?.versionNumber,
    'source-type': version?.sourceType,
    'build-tag': version?.buildTag,
    'apply-env-vars-to-build': version?.applyEnvVarsToBuild,
    'source-url': url === undefined ? undefined : shownUrl(url),
    'source-file-count': source?.files?.count,
    'source-bytes': source?.files?.bytes,
    'env-var-names': envVarNames(state),
    created: state.created,
    'build-id': build?.id,
    'build-number': build?.buildNumber,
    'build-status': build?.status,
    'build-url': build === undefined ? undefined : buildUrl(state),
    'previous-build-id': previousBuild?.id,
    'previous-build-number': previousBuild?.number,
    'run-id': run?.id,
    'run-status': run?.status,
    'run-url': runUrl(state),
    'dataset-item-count': state.itemCount,
    promoted: build === undefined ? undefined : (state.promoted ?? false),
    problems: state.problems && shortList(state.problems),
    'settings-changed': state.settings?.map(({ key }) => key),
  };
}

/**
 * GitHub limits the outputs of a job to 1 MB, and the `result` output also contains the problems.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idoutputs
 */
const MOST_PROBLEMS = 1_000;
const MOST_PROBLEM_BYTES = 300_000;

function shortList(problems: readonly Problem[]): readonly Omit<Problem, 'hint'>[] {
  let bytes = 0;
  return problems.slice(0, MOST_PROBLEMS).flatMap(({ hint: _hint, ...problem }) => {
    bytes += Buffer.byteLength(JSON.stringify(problem));
    return bytes > MOST_PROBLEM_BYTES ? [] : [problem];
  });
}

/** If a response has no variables, the version has none. If a plan has no variables, they are unknown. */
function envVarNames({ version, plan }: RunState): readonly string[] | undefined {
  const envVars = version === undefined ? plan?.version.envVars : (version.envVars ?? []);
  return envVars?.map(({ name }) => name);
}

function isEmpty(value: Value | null | undefined): boolean {
  return value === undefined || value === null || value === '';
}

function camelCase(name: string): string {
  return name.replaceAll(/-([a-z])/g, (_all, letter: string) => letter.toUpperCase());
}
