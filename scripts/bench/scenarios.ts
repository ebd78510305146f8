import path from 'node:path';
import type { Contender } from './measure.ts';
import { actorName, type Trees } from './trees.ts';

/** Two contenders, and how far the first may be from the second. */
export interface Scenario {
  readonly title: string;
  readonly measured: Contender;
  readonly against: Contender;
  readonly rounds: number;
  /** The most that the ratio may be: of the time until the version is sent, or of the whole run where none is. */
  readonly limit: number;
}

/** What needs nothing but Node, Git and tar. */
export function ownScenarios({ small, middle, large, ignoring, heavy, monorepo }: Trees): readonly Scenario[] {
  const bareDeploy = (workspace: string): Contender => deploying('bare script', workspace, { main: bare('deploy') });
  return [
    { title: '15 files', measured: action(small), against: bareDeploy(small), rounds: 21, limit: 1.8 },
    { title: '500 files', measured: action(middle), against: bareDeploy(middle), rounds: 15, limit: 1.8 },
    { title: '5,000 files', measured: action(large), against: bareDeploy(large), rounds: 9, limit: 2 },
    {
      title: '60,000 ignored files beside 15',
      measured: action(ignoring),
      against: { ...action(small), title: 'action without them' },
      rounds: 21,
      limit: 1.15,
    },
    {
      title: '20 MB as an archive',
      measured: action(heavy),
      against: deploying('bare script', heavy, { main: bare('archive') }),
      rounds: 9,
      limit: 1.5,
    },
    {
      title: '`discover`, 500 Actors of 20,000 files',
      measured: discovering('action', monorepo),
      against: discovering('bare script', monorepo, bare('discover')),
      rounds: 15,
      limit: 2,
    },
  ];
}

/** Against `apify push`, which always builds; so does the action here. */
export function cliScenarios(
  { small, middle, large, ignoring, heavy }: Trees,
  push: (workspace: string) => Contender,
): readonly Scenario[] {
  const scenario = (title: string, workspace: string): Scenario => ({
    title,
    measured: deploying('action', workspace, { build: true }),
    against: push(workspace),
    rounds: 5,
    limit: 1,
  });
  return [
    scenario('15 files and the build', small),
    scenario('500 files and the build', middle),
    scenario('5,000 files and the build', large),
    scenario('60,000 ignored files beside 15, and the build', ignoring),
    scenario('20 MB as an archive, and the build', heavy),
  ];
}

function action(workspace: string): Contender {
  return deploying('action', workspace);
}

function deploying(
  title: string,
  workspace: string,
  more: { readonly main?: string; readonly build?: boolean } = {},
): Contender {
  const { main, build = false } = more;
  return {
    title,
    step: ({ token, url, username }) => ({
      workspace,
      inputs: { token, 'api-base-url': url, 'actor-id': `${username}~${actorName}`, build: `${build}` },
      ...(main === undefined ? {} : { main }),
    }),
  };
}

function discovering(title: string, { workspace, event, changed }: Trees['monorepo'], main?: string): Contender {
  return {
    title,
    step: () => ({ action: 'discover', workspace, inputs: {}, event, ...(main === undefined ? {} : { main }) }),
    didItsWork: ({ outputs, log }) => (outputs['directories'] ?? log).includes(`${changed}"`),
  };
}

/** A script that does the same work with nothing but Node, Git and tar. */
function bare(name: 'deploy' | 'archive' | 'discover'): string {
  return path.join(import.meta.dirname, `bare-${name}.mjs`);
}
