import type { Actor, ApifyApi, Version, VersionSource, VersionUpdate } from '../apify/api.ts';
import { isApiError } from '../apify/api-error.ts';
import type { EnvVarWrite } from '../env-vars.ts';
import type { Finding } from '../errors.ts';
import { type CreationTools, createActor, createEnvVar, createVersion } from './create.ts';
import { bodyOf, planUpdate, type UpdatePlan } from './plan.ts';
import { actorIn, checkCreation, readMissing, readStanding, storedEnvVars } from './standing.ts';
import { ofNewActor, toNewActor } from './version-update.ts';

/** Ready, or to be uploaded into a store that is named after the Actor's ID. */
export type SourceToSend = VersionSource | ((actor: Actor) => Promise<VersionSource>);

export interface UpdateTools extends CreationTools {
  /** Told of each thing that is now on the platform, in a few words. */
  readonly onWritten: (what: string) => void;
}

export interface Update {
  readonly version: Version;
  /** Where a response told it. */
  readonly actor: Actor | undefined;
  readonly created: 'actor' | 'version' | undefined;
  readonly findings: readonly Finding[];
}

/** What has come of the Actor so far. */
interface Reached {
  readonly actor: Actor | undefined;
  readonly created: 'actor' | undefined;
  readonly findings: readonly Finding[];
}

/**
 * Makes the version what is planned, by one POST in the common case.
 * @see https://docs.apify.com/api/v2/actor-version-post
 */
export async function updateActor(planned: UpdatePlan, toSend: SourceToSend, tools: UpdateTools): Promise<Update> {
  const plan = typeof toSend === 'function' ? await withActor(planned, tools.api) : planned;
  let reached: Reached = { actor: actorIn(plan.standing), created: undefined, findings: [] };
  if (plan.standing.kind === 'no-actor') {
    reached = await makeActor(plan, tools, bodyOf(plan, withoutFiles(toSend)));
  }
  const source = typeof toSend === 'function' ? await upload(toSend, reached, tools) : toSend;
  if (plan.envVars.kind === 'one-by-one') await writeEnvVars(plan, plan.envVars.writes, tools);
  return writeVersion(plan, reached, bodyOf(plan, source), tools);
}

/** An upload needs the Actor's ID, so what is not known of the Actor yet is asked for. */
async function withActor(plan: UpdatePlan, api: ApifyApi): Promise<UpdatePlan> {
  const { request, standing } = plan;
  if (standing.kind === 'no-actor' || actorIn(standing) !== undefined) return plan;
  const needed = { actor: true, storedEnvVars: false };
  const now = await readStanding(api, request.actorId, request.target.versionNumber, needed);
  return planUpdate(request, now.kind === 'there' ? { ...now, stored: storedEnvVars(standing) } : now);
}

/** The source with which an Actor is created; what has to be uploaded cannot be there before the Actor is. */
function withoutFiles(toSend: SourceToSend): VersionSource {
  const needsActor = typeof toSend === 'function' || toSend.sourceType === 'SOURCE_FILES';
  return needsActor ? { sourceType: 'SOURCE_FILES', sourceFiles: [] } : toSend;
}

async function makeActor(plan: UpdatePlan, tools: UpdateTools, first: VersionUpdate): Promise<Reached> {
  tools.stopIfCancelled();
  const { definition, actorId } = plan.request;
  const { result: actor, by } = await createActor(tools, actorId, toNewActor(definition, actorId, first));
  tools.onWritten(`Actor ${actor.username}/${actor.name}`);
  const message =
    by === 'us'
      ? `Created the Actor ${actor.username}/${actor.name} in the account ${actor.username}`
      : `Another run created the Actor ${actor.username}/${actor.name} at the same time; going on with it`;
  return { actor, created: by === 'us' ? 'actor' : undefined, findings: [{ level: 'notice', message }] };
}

async function upload(
  send: (actor: Actor) => Promise<VersionSource>,
  { actor }: Reached,
  tools: UpdateTools,
): Promise<VersionSource> {
  if (actor === undefined) throw new TypeError('an upload needs the Actor, which was asked for');
  tools.stopIfCancelled();
  const source = await send(actor);
  tools.onWritten('the source archive');
  return source;
}

async function writeEnvVars(plan: UpdatePlan, writes: readonly EnvVarWrite[], tools: UpdateTools): Promise<void> {
  const { actorId, target } = plan.request;
  for (const { action, envVar } of writes) {
    tools.stopIfCancelled();
    switch (action) {
      case 'create':
        await createEnvVar(tools, actorId, target.versionNumber, envVar);
        break;
      case 'update':
        await tools.api.updateEnvVar(actorId, target.versionNumber, envVar);
        break;
    }
    tools.onWritten(`environment variable ${envVar.name}`);
  }
}

async function writeVersion(
  plan: UpdatePlan,
  reached: Reached,
  body: VersionUpdate,
  tools: UpdateTools,
): Promise<Update> {
  const { actorId, target, createIfMissing } = plan.request;
  const done = (version: Version, more: Reached, created: Update['created']): Update => {
    tools.onWritten(`version ${target.versionNumber}`);
    return { version, actor: more.actor, created, findings: [...more.findings, ...leftovers(version)] };
  };
  let notFound: unknown;
  tools.stopIfCancelled();
  if (plan.standing.kind !== 'no-version') {
    try {
      const update = reached.created === 'actor' ? ofNewActor(body) : body;
      return done(await tools.api.updateVersion(actorId, update), reached, reached.created);
    } catch (error) {
      if (!isApiError(error, 404) || reached.created === 'actor') throw error;
      notFound = error;
    }
  }
  const missing = plan.standing.kind === 'no-version' ? plan.standing : await readMissing(tools.api, actorId);
  checkCreation(missing, target, actorId, createIfMissing);
  if (missing.kind === 'no-actor') {
    // It was there a moment ago: somebody deletes it while this run goes on.
    if (reached.actor !== undefined) throw notFound;
    const made = await makeActor(plan, tools, body);
    const standing = { kind: 'there', actor: made.actor, stored: undefined } as const;
    return writeVersion({ ...plan, standing }, made, body, tools);
  }
  tools.stopIfCancelled();
  const { result: version, by } = await createVersion(tools, actorId, body);
  const { username, name } = missing.actor;
  const message =
    by === 'us'
      ? `Created version ${target.versionNumber} of ${username}/${name} in the account ${username}`
      : `Another run created version ${target.versionNumber} of ${username}/${name} at the same time; it is updated`;
  const findings: readonly Finding[] = [...reached.findings, { level: 'notice', message }];
  return done(version, { ...reached, actor: missing.actor, findings }, by === 'us' ? 'version' : undefined);
}

/** Fields of earlier source types stay after a switch; that is harmless, and worth knowing when looking for a fault. */
function leftovers(version: Version): readonly Finding[] {
  const fields = [
    ['GIT_REPO', 'gitRepoUrl'],
    ['TARBALL', 'tarballUrl'],
    ['GITHUB_GIST', 'gitHubGistUrl'],
  ] as const;
  const stale = fields.filter(([type, field]) => type !== version.sourceType && Boolean(version[field]));
  if (stale.length === 0) return [];
  const names = stale.map(([, field]) => field).join(', ');
  const message = `The version is ${version.sourceType}; it still shows ${names} of an earlier source type`;
  return [{ level: 'debug', message }];
}
