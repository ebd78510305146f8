import { type DiscoverInputs, readDiscoverInputs } from '../../src/actions/discover/config.ts';
import { type Decisions, decide } from '../../src/actions/discover/decide.ts';
import type { FoundActors } from '../../src/actions/discover/find-actors.ts';
import { type Survey, survey } from '../../src/actions/discover/survey.ts';
import { rawInputs } from './raw-inputs.ts';
import { createTree } from './tree.ts';

/** Runs the discover action until it has decided which Actors to deploy. */
export interface Discovery {
  readonly folder: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly eventName?: string;
  readonly event?: object;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface Discovered extends Omit<Survey, 'found'>, Decisions {
  readonly actors: FoundActors['actors'];
  readonly folders: FoundActors['folders'];
  /** Folders of the affected Actors. */
  readonly affected: readonly string[];
}

/** No server listens on this port, so a test without a fake GitHub cannot send a request. */
const nobody = 'http://127.0.0.1:9';

export async function discover({
  folder,
  inputs = {},
  eventName = 'push',
  event,
  environment,
}: Discovery): Promise<Discovered> {
  using place = createTree().file('event.json', JSON.stringify(event ?? {}));
  const runner = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    SystemRoot: process.env['SystemRoot'],
    GITHUB_EVENT_NAME: eventName,
    GITHUB_EVENT_PATH: place.path('event.json'),
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REPOSITORY: 'janedoe/actors',
    GITHUB_WORKFLOW_REF: 'janedoe/actors/.github/workflows/deploy.yml@refs/heads/main',
    GITHUB_API_URL: nobody,
    ...environment,
  };
  const read = readInputs(inputs);
  const { signal } = new AbortController();
  const { found, ...rest } = await survey({ environment: runner, workspace: folder }, read, signal);
  const decisions = decide(rest.changes, found, read);
  const affected = decisions.decisions
    .filter(({ isAffected }) => isAffected)
    .map(({ folder: affectedFolder }) => affectedFolder);
  return { ...rest, ...decisions, actors: found.actors, folders: found.folders, affected };
}

export function readInputs(inputs: Readonly<Record<string, string>>): DiscoverInputs {
  return readDiscoverInputs(rawInputs(inputs));
}

export function push(before: string, after: string): object {
  return { before, after };
}

export function pullRequest(base: string, head: string): object {
  return { pull_request: { base: { sha: base }, head: { sha: head } } };
}
