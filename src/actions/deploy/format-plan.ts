import type { VersionUpdate } from '../../apify/api.ts';
import { shownUrl } from '../../source/source-url.ts';
import { formatCount, escapeLogLine as inert } from '../../text.ts';
import type { UpdatePlan } from '../../version/plan.ts';
import { actorIn, storedEnvVars } from '../../version/remote-state.ts';

/** What a run would write, line by line: names and sizes, never values. Pure. */
export function describePlan(
  plan: UpdatePlan,
  body: VersionUpdate,
  next: {
    readonly build: boolean;
    readonly useCache: boolean;
    readonly waitForFinishSecs: number | undefined;
    readonly fileNames: readonly string[];
  },
): readonly string[] {
  const { request, creates, envVars } = plan;
  const { versionNumber } = request.target;
  const usesStandbyMode = request.definition?.usesStandbyMode;
  const actor = inert(request.actorId.replace('~', '/'));
  const lines = [
    ...(creates === 'actor' ? [`Create the Actor ${actor}${usesStandbyMode === true ? ', in Standby mode' : ''}`] : []),
    creates === undefined
      ? `Update version ${versionNumber} of ${actor}`
      : `Create version ${versionNumber} of ${actor}`,
    `  Source: ${describeSource(body, next.fileNames.length)}`,
    `  Build tag: ${body.buildTag ?? (creates === undefined ? 'as it is on the platform' : 'none')}`,
  ];
  if (body.applyEnvVarsToBuild !== undefined)
    lines.push(`  Environment variables in builds: ${body.applyEnvVarsToBuild}`);
  switch (envVars.kind) {
    case 'in-body':
      if (envVars.envVars === undefined) {
        lines.push(`  Environment variables: ${creates === undefined ? 'as they are on the platform' : 'none'}`);
        break;
      }
      lines.push(
        `  Environment variables, ${isMergedUnseen(plan) ? 'beside those on the platform' : 'exactly these'}:`,
      );
      lines.push(...envVars.envVars.map(describeVariable));
      break;
    case 'one-by-one':
      lines.push('  Environment variables, each by itself, since secrets stay that cannot be read:');
      lines.push(...envVars.writes.map(({ action, envVar }) => `${describeVariable(envVar)} (${action})`));
      break;
  }
  lines.push(next.build ? `Build it${next.useCache ? '' : ', without the cache'}` : 'Build nothing');
  // It follows a build that is seen to succeed.
  if (!next.build || next.waitForFinishSecs !== 0) lines.push(...describeStandby(plan));
  if (next.fileNames.length > 0) lines.push('Files:', ...next.fileNames.map((name) => `  ${inert(name)}`));
  return lines;
}

/** Without a token nobody knows what the list is merged with. */
function isMergedUnseen({ request, creates, standing }: UpdatePlan): boolean {
  return request.envVars.mode === 'merge' && creates === undefined && storedEnvVars(standing) === undefined;
}

function describeStandby({ request, creates, standing }: UpdatePlan): readonly string[] {
  const wanted = request.definition?.usesStandbyMode;
  if (wanted === undefined || creates === 'actor') return [];
  const act = wanted ? 'Enable Standby mode' : 'Disable Standby mode';
  const actor = actorIn(standing);
  if (actor === undefined) return [`${act}, where it is not so already`];
  return (actor.actorStandby?.isEnabled ?? false) === wanted ? [] : [act];
}

function describeSource(body: VersionUpdate, fileCount: number): string {
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

function describeVariable({ name, isSecret }: { readonly name: string; readonly isSecret: boolean }): string {
  return `    ${name}${isSecret ? ' (secret)' : ''}`;
}
