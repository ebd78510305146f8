import type { VersionUpdate } from './apify/api.ts';
import { inertLogLine as inert } from './inert.ts';
import { sayCount } from './measures.ts';
import { shownUrl } from './source/source-url.ts';
import type { UpdatePlan } from './update/plan.ts';

/** What a run would write, line by line: names and sizes, never values. Pure. */
export function describePlan(
  plan: UpdatePlan,
  body: VersionUpdate,
  next: { readonly build: boolean; readonly useCache: boolean; readonly fileNames: readonly string[] },
): readonly string[] {
  const { request, creates, envVars } = plan;
  const { versionNumber } = request.target;
  const actor = inert(request.actorId.replace('~', '/'));
  const lines = [
    ...(creates === 'actor' ? [`Create the Actor ${actor}`] : []),
    creates === undefined
      ? `Update version ${versionNumber} of ${actor}`
      : `Create version ${versionNumber} of ${actor}`,
    `  Source: ${describeSource(body, next.fileNames.length)}`,
    `  Build tag: ${body.buildTag ?? 'as it is on the platform'}`,
  ];
  if (body.applyEnvVarsToBuild !== undefined)
    lines.push(`  Environment variables in builds: ${body.applyEnvVarsToBuild}`);
  switch (envVars.kind) {
    case 'in-body':
      if (envVars.envVars === undefined) lines.push('  Environment variables: as they are on the platform');
      else lines.push('  Environment variables, exactly these:', ...envVars.envVars.map(describeVariable));
      break;
    case 'one-by-one':
      lines.push('  Environment variables, each by itself, since secrets stay that cannot be read:');
      lines.push(...envVars.writes.map(({ action, envVar }) => `${describeVariable(envVar)} (${action})`));
      break;
  }
  lines.push(next.build ? `Build it${next.useCache ? '' : ', without the cache'}` : 'Build nothing');
  if (next.fileNames.length > 0) lines.push('Files:', ...next.fileNames.map((name) => `  ${inert(name)}`));
  return lines;
}

function describeSource(body: VersionUpdate, fileCount: number): string {
  switch (body.sourceType) {
    case 'SOURCE_FILES':
      return `SOURCE_FILES, ${sayCount(fileCount, 'file')}`;
    case 'GIT_REPO':
      return `GIT_REPO, ${shownUrl(body.gitRepoUrl)}`;
    case 'TARBALL':
      return body.tarballUrl === ''
        ? `TARBALL, an archive of ${sayCount(fileCount, 'file')}`
        : `TARBALL, ${shownUrl(body.tarballUrl)}`;
    case 'GITHUB_GIST':
      return `GITHUB_GIST, ${shownUrl(body.gitHubGistUrl)}`;
  }
}

function describeVariable({ name, isSecret }: { readonly name: string; readonly isSecret: boolean }): string {
  return `    ${name}${isSecret ? ' (secret)' : ''}`;
}
