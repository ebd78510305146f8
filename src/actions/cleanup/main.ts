import type { Actor } from '../../apify/api.ts';
import { isApiError } from '../../apify/api-error.ts';
import { isBuildTag } from '../../apify/value-rules.ts';
import { ActionError, messageOf } from '../../errors.ts';
import { createStateReader } from '../../github/pulls.ts';
import { readGitHubRun } from '../../github/run.ts';
import { CancelledError, cancelledWith } from '../../runner/cancellation.ts';
import type { RawInputs } from '../../runner/inputs.ts';
import { formatCount, visible } from '../../text.ts';
import { systemClock } from '../../time/clock.ts';
import { connectActor, readActorInputs } from '../actor-action.ts';
import { readBuildTag, readVersion, readWholeNumber, wrong } from '../input-fields.ts';
import { type ActionContext, runAction } from '../run-action.ts';
import { type Item, namedPreview, type Preview, planCleanup, previewsByNumber } from './plan.ts';
import type { CleanupState } from './summary.ts';

type Context = ActionContext<CleanupState>;

/** Removes previews and old archives. Sets the exit code to 1 if it fails. */
export function run(): Promise<void> {
  const initial: CleanupState = { dryRun: false, diagnostics: [] };
  return runAction({ initial, outputsOf, loadSummary: () => import('./summary.ts') }, cleanUp);
}

async function cleanUp(context: Context): Promise<void> {
  const { report, state, cancellation } = context;
  // Sets the outputs, which later steps may parse even if this step fails.
  state.record({});
  const inputs = await readInputs(context);
  const { dryRun, version, buildTag, closedPreviews, keepArchives } = inputs;
  state.record({ dryRun });
  const connected = await connectActor(context, inputs, 'the previews on Apify are unknown. Nothing was deleted.');
  if (connected === undefined) return;
  const { actor, account, api, connection } = connected;
  const { createCleanupApi } = await import('../../apify/cleanup-client.ts');
  const cleanupApi = createCleanupApi(connection);
  const named = version === undefined || buildTag === undefined ? [] : [namedPreview(actor, version, buildTag)];
  const closed = closedPreviews === undefined ? [] : await findClosed(context, actor, closedPreviews);
  const previews = [...named, ...closed];
  const needsArchives = keepArchives !== undefined || previews.some(({ versions }) => versions.length > 0);
  // A deployment uploads archives to the account of its token, which may differ from the account of the Actor.
  const storeId = `${account?.username ?? actor.username}~actor-${actor.id}-source`;
  const listKeys = (): Promise<readonly string[]> =>
    cleanupApi.listKeys(storeId).catch((error: unknown) => {
      if (isApiError(error, 404)) return [];
      throw error;
    });
  const keys = needsArchives ? await listKeys() : [];
  // Read again, so that an archive that a version has used since then is kept.
  const current = keys.length === 0 ? actor : await api.getActor(actor.id);
  const items = planCleanup(current, previews, { keys, keepArchives, now: systemClock.now() });
  state.record({ items });
  for (const { kind, name } of items) report.line(`To delete: ${kind} ${name}`);
  if (items.length === 0) state.report({ level: 'notice', message: 'Nothing to delete was found' });
  if (dryRun) return;
  cancellation.signal.throwIfAborted();
  const failures = await deleteAll(context, items, {
    tag: (tag) => api.updateActor(actor.id, { taggedBuilds: { [tag]: null } }),
    archive: (key) => cleanupApi.deleteRecord(storeId, key),
    version: (number) => cleanupApi.deleteVersion(actor.id, number),
  });
  if (cancellation.signal.aborted) {
    const deleted = state.current.items?.filter(({ result }) => result === 'deleted') ?? [];
    const result = `deleted ${deleted.length} of ${formatCount(items.length, 'item')}`;
    const isComplete = deleted.length === items.length;
    throw cancelledWith(
      cancellation.signal,
      result,
      isComplete ? {} : { hint: 'Run the job again to delete the rest.' },
    );
  }
  if (failures.length > 0) {
    throw new ActionError(
      `${failures.length} of ${formatCount(items.length, 'item')} could not be deleted:\n${failures.map((line) => `- ${line}`).join('\n')}`,
      { hint: 'Run the job again to delete these items, or delete them in Apify Console.' },
    );
  }
}

function outputsOf({ items = [] }: CleanupState): Readonly<Record<string, string>> {
  const deleted = items.filter(({ result }) => result === 'deleted');
  const list = (wanted: Item['kind']): string =>
    JSON.stringify(deleted.filter(({ kind }) => kind === wanted).map(({ name }) => name));
  return {
    'deleted-tags': list('tag'),
    'deleted-archives': list('archive'),
    'deleted-versions': list('version'),
  };
}

function readInputs(context: Context) {
  const { raw } = context;
  return readActorInputs(context, (read) => {
    const version = read(() => readVersion(raw.text('version')));
    const buildTag = read(() => readBuildTag(raw.text('build-tag')));
    const closedPreviews = read(() => readPattern(raw));
    const keepArchives = read(() =>
      readWholeNumber('keep-archives', raw.text('keep-archives'), { hint: 'Use a number of archives: 5.' }),
    );
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

/** Returns the previews whose pull request is closed. Keeps a preview if GitHub cannot find its pull request. */
async function findClosed(
  { raw, report, state, cancellation }: Context,
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
  const readState = await createStateReader(access, { clock: systemClock, signal: cancellation.signal });
  const closed: Preview[] = [];
  for (const [number, preview] of previews) {
    const known = await readState(number);
    if (known === 'closed') closed.push(preview);
    else if (known === 'open') report.line(`${preview.tag}: kept, pull request ${number} is open`);
    else {
      const message = `${visible(preview.tag)} was kept, because the state of pull request ${number} is unknown: ${visible(known.unknown)}`;
      state.report({ level: 'warning', message });
    }
  }
  return closed;
}

/** Deletes one item at a time. Continues after a failure. @returns what failed. */
async function deleteAll(
  { report, state, cancellation }: Context,
  items: readonly Item[],
  remove: Readonly<Record<Item['kind'], (name: string) => Promise<unknown>>>,
): Promise<readonly string[]> {
  const failures: string[] = [];
  for (const [index, item] of items.entries()) {
    if (cancellation.signal.aborted) break;
    const { kind, name } = item;
    let result: Item['result'];
    try {
      await remove[kind](name);
      result = 'deleted';
    } catch (error) {
      // After a lost response, 404 means that an earlier attempt deleted it.
      if (isApiError(error, 404)) result = error.attempts === 1 ? 'no longer existed' : 'deleted';
      else if (error instanceof CancelledError) result = 'may have been deleted';
      else failures.push(`${kind} ${visible(name)}: ${messageOf(error)}`);
    }
    if (result === 'deleted') report.line(`Deleted ${kind} ${name}`);
    if (result === 'no longer existed') report.line(`The ${kind} ${name} no longer exists`);
    state.record({ items: state.current.items?.with(index, { ...item, result }) ?? [] });
  }
  return failures;
}
