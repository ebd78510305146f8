import { type DiscoverInputs, readDiscoverInputs } from '../../src/actions/discover/config.ts';
import { type Decisions, decide } from '../../src/actions/discover/decide.ts';
import { type Survey, survey } from '../../src/actions/discover/survey.ts';
import { rawInputs } from './raw-inputs.ts';
import { createTree } from './tree.ts';

/** A run of the second action up to its decisions. */
export interface Discovery {
  readonly folder: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly eventName?: string;
  readonly event?: object;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface Discovered extends Survey {
  readonly decisions: Decisions['decisions'];
  readonly deleted: Decisions['deleted'];
  /** Folders of those that are deployed. */
  readonly deployed: readonly string[];
}

/** Git has no one to ask where no API is named: the port is nobody's. */
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
    GITHUB_API_URL: nobody,
    ...environment,
  };
  const read = readInputs(inputs);
  const found = await survey(runner, read, folder);
  const { decisions, deleted, diagnostics } = decide(found.changes, found.actors, found.folders, read);
  const deployed = decisions.filter((decision) => decision.deployed).map(({ actor }) => actor.folder);
  return { ...found, diagnostics: [...found.diagnostics, ...diagnostics], decisions, deleted, deployed };
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
