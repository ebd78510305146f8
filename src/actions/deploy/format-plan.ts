import type { StoredEnvVar, VersionUpdate } from '../../apify/api.ts';
import { shownUrl } from '../../source/source-url.ts';
import { escapeLogLine, formatCount } from '../../text.ts';
import type { UpdatePlan } from '../../version/plan.ts';
import { remoteActor } from '../../version/remote-state.ts';
import { differsInStandby } from '../actor-facts.ts';
import type { TestConfig } from './test-inputs.ts';

interface NextSteps {
  readonly build: boolean;
  readonly useCache: boolean;
  readonly waitForFinishSecs: number | undefined;
  readonly test: TestConfig | undefined;
  readonly fileCount: number;
  /** Lines about changes to the Actor's settings. */
  readonly settings: readonly string[];
  readonly standbyIsSetByFile: boolean;
}

/** Lists the planned changes, one per line, with names and sizes but without values. Pure. */
export function formatPlan(plan: UpdatePlan, body: VersionUpdate, next: NextSteps): readonly string[] {
  const { request, creates } = plan;
  const { versionNumber } = request.target;
  const actor = escapeLogLine(request.actorId.replace('~', '/'));
  const standby = request.definition?.usesStandbyMode === true ? ' with Standby mode' : '';
  return [
    ...(creates === 'actor' ? [`Create the Actor ${actor}${standby}`] : []),
    `${creates === undefined ? 'Update' : 'Create'} version ${versionNumber} of ${actor}`,
    `  Source: ${formatSource(body, next.fileCount)}`,
    `  Build tag: ${body.buildTag ?? (creates === undefined ? 'unchanged' : 'none')}`,
    ...(body.applyEnvVarsToBuild === undefined
      ? []
      : [`  Environment variables in builds: ${body.applyEnvVarsToBuild}`]),
    ...formatEnvVars(plan),
    next.build ? `Build the version${next.useCache ? '' : ' without the cache'}` : 'Do not build the version',
    ...formatTest(next.test, body.buildTag),
    // The action updates Standby mode only after it has seen the build succeed.
    ...(next.standbyIsSetByFile || (next.build && next.waitForFinishSecs === 0) ? [] : formatStandby(plan)),
    ...next.settings.map(escapeLogLine),
  ];
}

function formatTest(test: TestConfig | undefined, buildTag: string | undefined): readonly string[] {
  if (test === undefined) return [];
  const tag = buildTag === undefined ? 'the build tag' : `the tag ${buildTag}`;
  const input = test.run?.input.kind === 'prefill' ? 'the prefilled input' : 'the input of test-input';
  return [
    '  The tag candidate points to the build first',
    ...(test.run === undefined ? [] : [`Test the build with ${input}`]),
    test.promote ? `Point ${tag} to the build if it passes` : `Do not point ${tag} to the build`,
  ];
}

function formatEnvVars({ request, remote, creates, envVars }: UpdatePlan): readonly string[] {
  if (envVars.kind === 'one-by-one') {
    const written = new Set(envVars.writes.map(({ envVar }) => envVar.name));
    const stored = remote.kind === 'existing' ? (remote.envVars ?? []) : [];
    const kept = stored.filter(({ name }) => !written.has(name));
    return [
      '  Environment variables, updated one at a time to preserve existing secrets:',
      ...envVars.writes.map(({ action, envVar }) => formatEnvVar(envVar, action)),
      ...kept.map((envVar) => formatEnvVar(envVar, 'unchanged')),
    ];
  }
  if (envVars.envVars === undefined)
    return [`  Environment variables: ${creates === undefined ? 'unchanged' : 'none'}`];
  const isMergedLater = request.envVars.mode === 'merge' && remote.kind === 'unknown';
  const title = isMergedLater ? 'in addition to those on Apify' : 'the complete list';
  return [`  Environment variables (${title}):`, ...envVars.envVars.map((envVar) => formatEnvVar(envVar))];
}

function formatStandby({ request, creates, remote }: UpdatePlan): readonly string[] {
  const wanted = request.definition?.usesStandbyMode;
  if (wanted === undefined || creates === 'actor') return [];
  const line = wanted ? 'Enable Standby mode' : 'Disable Standby mode';
  const actor = remoteActor(remote);
  if (actor === undefined) return [`${line} if necessary`];
  return differsInStandby(actor, wanted) ? [line] : [];
}

function formatSource(body: VersionUpdate, fileCount: number): string {
  switch (body.sourceType) {
    case 'SOURCE_FILES':
      return `SOURCE_FILES, ${formatCount(fileCount, 'file')}`;
    case 'GIT_REPO':
      return `GIT_REPO, ${shownUrl(body.gitRepoUrl)}`;
    case 'TARBALL':
      return body.tarballUrl === ''
        ? `TARBALL, an archive of ${formatCount(fileCount, 'file')}`
        : `TARBALL, ${shownUrl(body.tarballUrl)}`;
    case 'GITHUB_GIST':
      return `GITHUB_GIST, ${shownUrl(body.gitHubGistUrl)}`;
  }
}

function formatEnvVar({ name, isSecret }: StoredEnvVar, action?: string): string {
  const details = [...(isSecret ? ['secret'] : []), ...(action === undefined ? [] : [action])];
  return `    ${name}${details.length === 0 ? '' : ` (${details.join(', ')})`}`;
}
