import path from 'node:path';
import type { Contender } from './measure.ts';
import { actorName, type Monorepo, type Trees } from './trees.ts';

export interface Scenario {
  readonly title: string;
  /** Creates the action and the program that it is compared with. */
  readonly contenders: () => Promise<readonly [Contender, Contender]>;
  readonly rounds: number;
  /** The highest allowed ratio of their times. */
  readonly limit?: number;
}

/** Compares the action in `dist` with programs that need only Node, Git and tar. */
export function floorScenarios(trees: Trees, dist: string): readonly Scenario[] {
  const ours = (workspace: string): Contender => deploying('action', workspace, { main: mainOf(dist) });
  const withBare = (tree: () => Promise<string>, script: 'deploy' | 'archive') => async () => {
    const workspace = await tree();
    return [ours(workspace), deploying('bare script', workspace, { main: bareScript(script) })] as const;
  };
  const withSmall = (tree: () => Promise<string>, title: string) => async () =>
    [ours(await tree()), { ...ours(await trees.small()), title }] as const;
  return [
    { title: '15 files', contenders: withBare(trees.small, 'deploy'), rounds: 21, limit: 1.5 },
    { title: '500 files', contenders: withBare(trees.middle, 'deploy'), rounds: 15, limit: 1.8 },
    { title: '5,000 files of 300 bytes', contenders: withBare(trees.large, 'deploy'), rounds: 9, limit: 1.8 },
    {
      title: '15 files and 60,000 ignored files',
      contenders: withSmall(trees.ignoring, 'without the ignored files'),
      rounds: 21,
      limit: 1.15,
    },
    {
      title: '15 files and four schemas',
      contenders: async () => {
        const workspace = await trees.schemas();
        const inputs = { checks: 'off' };
        return [ours(workspace), deploying('with `checks: off`', workspace, { main: mainOf(dist), inputs })] as const;
      },
      rounds: 21,
      limit: 1.3,
    },
    { title: '20 MB as an archive', contenders: withBare(trees.heavy, 'archive'), rounds: 9, limit: 1.5 },
    {
      title: '`discover`, 500 Actors and 20,000 files',
      contenders: async () => {
        const monorepo = await trees.monorepo();
        return [
          discovering('action', monorepo, mainOf(dist, 'discover')),
          discovering('bare script', monorepo, bareScript('discover')),
        ];
      },
      rounds: 15,
      limit: 4,
    },
  ];
}

/** Compares the actions in two `dist` folders. */
export function distScenarios(trees: Trees, dist: string, other: string): readonly Scenario[] {
  const theirs = floorScenarios(trees, other);
  return floorScenarios(trees, dist).map(({ title, contenders, rounds }, index) => ({
    title,
    contenders: async () => {
      const [ours] = await contenders();
      const [against = ours] = (await theirs[index]?.contenders()) ?? [];
      return [ours, { ...against, title: other }];
    },
    rounds,
  }));
}

/** Compares the action with `apify push`. The action builds too, because `apify push` always builds. */
export function cliScenarios(trees: Trees, dist: string, push: (workspace: string) => Contender): readonly Scenario[] {
  const scenario = (title: string, tree: () => Promise<string>): Scenario => ({
    title,
    contenders: async () => {
      const workspace = await tree();
      return [deploying('action', workspace, { main: mainOf(dist), build: true }), push(workspace)];
    },
    rounds: 5,
    limit: 1,
  });
  return [
    scenario('15 files and the build', trees.small),
    scenario('500 files and the build', trees.middle),
    scenario('5,000 files and the build', trees.large),
    scenario('15 files, 60,000 ignored files and the build', trees.ignoring),
    scenario('20 MB as an archive and the build', trees.heavy),
  ];
}

function deploying(
  title: string,
  workspace: string,
  {
    main,
    build = false,
    inputs = {},
  }: { readonly main: string; readonly build?: boolean; readonly inputs?: Readonly<Record<string, string>> },
): Contender {
  return {
    title,
    step: ({ token, url, username }) => ({
      workspace,
      inputs: { token, 'api-base-url': url, 'actor-id': `${username}~${actorName}`, build: `${build}`, ...inputs },
      main,
    }),
  };
}

function discovering(title: string, { workspace, event, changed }: Monorepo, main: string): Contender {
  return {
    title,
    step: () => ({ action: 'discover', workspace, inputs: {}, event, main }),
    didItsWork: ({ outputs, log }) => (outputs['directories'] ?? log).includes(`${changed}"`),
  };
}

function mainOf(dist: string, action = ''): string {
  return path.join(dist, action, 'index.js');
}

function bareScript(name: 'deploy' | 'archive' | 'discover'): string {
  return path.join(import.meta.dirname, `bare-${name}.mjs`);
}
