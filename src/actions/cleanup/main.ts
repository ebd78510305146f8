import type { Actor, ApifyApi } from '../../apify/api.ts';
import { isApiError } from '../../apify/api-error.ts';
import type { CleanupApi } from '../../apify/cleanup-client.ts';
import { isBuildTag } from '../../apify/value-rules.ts';
import { ActionError, messageOf } from '../../errors.ts';
import { readPullRequestStates } from '../../github/pulls.ts';
import { readGitHubRun } from '../../github/run.ts';
import type { RawInputs } from '../../runner/inputs.ts';
import type { Secret } from '../../runner/secrets.ts';
import { formatCount, visible } from '../../text.ts';
import { systemClock } from '../../time/clock.ts';
import {
  type ActionContext,
  type ActorInputs,
  openApi,
  readActor,
  readActorInputs,
  runActorAction,
} from '../actor-action.ts';
import { consoleUrl } from '../actor-facts.ts';
import { connectionOf } from '../connection.ts';
import { readBuildTag, readVersion, wrong } from '../input-fields.ts';
import { type CleanupPlan, namedPreview, type Preview, planCleanup, previewsByNumber } from './plan.ts';
import { type CleanupState, summaryOf } from './summary.ts';

interface CleanupInputs extends ActorInputs {
  readonly version: string | undefined;
  readonly buildTag: string | undefined;
  readonly closedPreviews: string | undefined;
  readonly keepArchives: number | undefined;
}

/** Removes previews and old archives. Sets the exit code to 1 if it fails. */
export function run(): Promise<void> {
  const initial: CleanupState = { dryRun: false };
  return runActorAction({ secrets: gitHubToken, initial, summaryOf }, cleanUp);
}

function gitHubToken(raw: RawInputs): readonly Secret[] {
  const value = raw.text('github-token');
  return value === '' ? [] : [{ name: 'github-token', value }];
}

async function cleanUp(context: ActionContext, record: (state: Partial<CleanupState>) => void): Promise<void> {
  const { report, add, cancellation } = context;
  const inputs = await readInputs(context);
  record({ dryRun: inputs.dryRun });
  if (inputs.dryRun) report.outputs(outputsOf(nothing));
  if (inputs.token === undefined) {
    add({
      level: 'warning',
      message: 'No token was provided, so the previews on Apify are unknown. Nothing was deleted.',
    });
    return;
  }
  const api = openApi(context, inputs);
  const { createCleanupApi } = await import('../../apify/cleanup-client.ts');
  const cleanupApi = createCleanupApi(connectionOf(context, inputs, { signal: cancellation.signal }));
  const { actor, account } = await readActor(api, inputs);
  record({ actor: { name: `${actor.username}/${actor.name}`, url: consoleUrl(actor.id, account) } });
  const previews = await findPreviews(context, inputs, actor);
  const needsArchives = inputs.keepArchives !== undefined || previews.some(({ versions }) => versions.length > 0);
  // A deployment uploads archives to the account of its token, which may differ from the account of the Actor.
  const storeId = `${account?.username ?? actor.username}~actor-${actor.id}-source`;
  const keys = needsArchives ? await listKeys(cleanupApi, storeId) : [];
  const plan = planCleanup(actor, previews, { keys, keepArchives: inputs.keepArchives });
  record({ plan });
  for (const line of describe(plan)) report.line(line);
  if (plan.tags.length + plan.archives.length + plan.versions.length === 0) {
    add({ level: 'notice', message: 'Nothing to delete was found' });
  }
  if (inputs.dryRun) return;
  cancellation.signal.throwIfAborted();
  const { failures, ...result } = await deleteAll(context, { api, cleanupApi, actorId: actor.id, storeId }, plan);
  record(result);
  report.outputs(outputsOf(result.deleted));
  cancellation.signal.throwIfAborted();
  if (failures.length > 0) {
    const all = plan.tags.length + plan.archives.length + plan.versions.length;
    throw new ActionError(
      `${failures.length} of ${formatCount(all, 'item')} could not be deleted:\n${failures.map((line) => `- ${line}`).join('\n')}`,
      { hint: 'Run the job again to delete these items, or delete them in Apify Console.' },
    );
  }
}

const nothing: CleanupPlan = { tags: [], archives: [], versions: [] };

function outputsOf({ tags, archives, versions }: CleanupPlan): Readonly<Record<string, string>> {
  return {
    'deleted-tags': JSON.stringify(tags),
    'deleted-archives': JSON.stringify(archives),
    'deleted-versions': JSON.stringify(versions),
  };
}

function readInputs(context: ActionContext): Promise<CleanupInputs> {
  const { raw } = context;
  return readActorInputs(context, (read) => {
    const version = read(() => readVersion(raw.text('version')));
    const buildTag = read(() => readBuildTag(raw.text('build-tag')));
    const closedPreviews = read(() => readPattern(raw));
    const keepArchives = read(() => readCount(raw.text('keep-archives')));
    read(() => {
      const [one, other] = raw.text('version') === '' ? ['version', 'build-tag'] : ['build-tag', 'version'];
      if ((raw.text('version') === '') !== (raw.text('build-tag') === '')) {
        throw wrong(one, `is empty, but ${other} is set`, 'Set both to remove a preview, or neither.');
      }
      if (['version', 'closed-previews', 'keep-archives'].every((name) => raw.text(name) === '')) {
        throw new ActionError(
          'There is nothing to clean up: the version, closed-previews and keep-archives inputs are empty',
          {
            hint: 'Set version and build-tag to remove one preview, closed-previews to remove those of closed pull requests, or keep-archives to delete old archives.',
          },
        );
      }
    });
    return { version, buildTag, closedPreviews, keepArchives };
  });
}

function readPattern(raw: RawInputs): string | undefined {
  const text = raw.text('closed-previews');
  if (text === '') return undefined;
  if (text.split('*').length !== 2 || text === '*' || !isBuildTag(text)) {
    throw wrong(
      'closed-previews',
      `is "${visible(text)}", which is not a pattern with one *`,
      'Use * for the number of the pull request, and no white space: pr-*.',
    );
  }
  if (raw.text('github-token') !== '') return text;
  throw wrong(
    'github-token',
    'is empty, but closed-previews needs it',
    'Remove the github-token input, and add the permission pull-requests: read to the job.',
  );
}

function readCount(text: string): number | undefined {
  if (text === '') return undefined;
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw wrong('keep-archives', `is "${visible(text)}", not a number of archives`, 'Use a whole number: 5.');
}

async function findPreviews(context: ActionContext, inputs: CleanupInputs, actor: Actor): Promise<readonly Preview[]> {
  const { version, buildTag, closedPreviews } = inputs;
  const named = version === undefined || buildTag === undefined ? [] : [namedPreview(actor, version, buildTag)];
  return [...named, ...(closedPreviews === undefined ? [] : await findClosed(context, actor, closedPreviews))];
}

/** Returns the previews whose pull request is closed. Keeps a preview if GitHub cannot find its pull request. */
async function findClosed(
  { raw, report, add, cancellation }: ActionContext,
  actor: Actor,
  pattern: string,
): Promise<readonly Preview[]> {
  const previews = previewsByNumber(actor, pattern);
  if (previews.size === 0) return [];
  const { apiUrl, repository } = await readGitHubRun(raw.environment);
  if (repository === undefined) {
    throw new ActionError('GITHUB_REPOSITORY is not set, so pull requests cannot be found', {
      hint: 'Run this action in GitHub Actions.',
    });
  }
  const access = { apiUrl, repository, token: raw.text('github-token') };
  const states = await readPullRequestStates(access, [...previews.keys()], {
    clock: systemClock,
    signal: cancellation.signal,
  });
  return [...previews].flatMap(([number, preview]) => {
    const state = states.get(number);
    if (state === 'closed') return [preview];
    if (state === 'open') report.line(`${preview.tag}: kept, pull request ${number} is open`);
    else {
      const reason = state === undefined ? 'GitHub did not find it' : visible(state.unknown);
      add({
        level: 'warning',
        message: `${visible(preview.tag)} was kept, because the state of pull request ${number} is unknown: ${reason}`,
      });
    }
    return [];
  });
}

async function listKeys(api: CleanupApi, storeId: string): Promise<readonly string[]> {
  try {
    return await api.listKeys(storeId);
  } catch (error) {
    if (isApiError(error, 404)) return [];
    throw error;
  }
}

function describe({ tags, archives, versions }: CleanupPlan): readonly string[] {
  return [
    ...tags.map((tag) => `To delete: tag ${tag}`),
    ...archives.map((key) => `To delete: archive ${key}`),
    ...versions.map((version) => `To delete: version ${version}`),
  ];
}

interface Deletion {
  readonly api: ApifyApi;
  readonly cleanupApi: CleanupApi;
  readonly actorId: string;
  readonly storeId: string;
}

/** Deletes one item at a time: first tags, then archives, then versions. Continues after a failure. */
async function deleteAll(
  { report, cancellation }: ActionContext,
  { api, cleanupApi, actorId, storeId }: Deletion,
  plan: CleanupPlan,
): Promise<{ readonly deleted: CleanupPlan; readonly gone: CleanupPlan; readonly failures: readonly string[] }> {
  const failures: string[] = [];
  const gone = { tags: [] as string[], archives: [] as string[], versions: [] as string[] };
  const each = async (
    kind: keyof CleanupPlan,
    what: string,
    remove: (item: string) => Promise<unknown>,
  ): Promise<readonly string[]> => {
    const done: string[] = [];
    for (const item of plan[kind]) {
      if (cancellation.signal.aborted) break;
      try {
        await remove(item).catch((error: unknown) => {
          // An earlier attempt, whose response was lost, deleted it.
          if (!isApiError(error, 404) || error.attempts === 1) throw error;
        });
        report.line(`Deleted ${what} ${item}`);
        done.push(item);
      } catch (error) {
        if (isApiError(error, 404)) {
          report.line(`The ${what} ${item} no longer exists`);
          gone[kind].push(item);
        } else failures.push(`${what} ${visible(item)}: ${messageOf(error)}`);
      }
    }
    return done;
  };
  const tags = await each('tags', 'tag', (tag) => api.updateActor(actorId, { taggedBuilds: { [tag]: null } }));
  const archives = await each('archives', 'archive', (key) => cleanupApi.deleteRecord(storeId, key));
  const versions = await each('versions', 'version', (version) => cleanupApi.deleteVersion(actorId, version));
  return { deleted: { tags, archives, versions }, gone, failures };
}
