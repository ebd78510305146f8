import type { ActorDefinition } from '../actor-definition.ts';
import type { Actor, ApifyApi, EnvVar, Version, VersionSource, VersionUpdate } from '../apify/api.ts';
import { isApiError } from '../apify/api-error.ts';
import { mustReadStored, planEnvVars } from '../env-vars.ts';
import type { Finding } from '../errors.ts';
import type { Target } from '../target.ts';
import { createActor, createEnvVar, createVersion } from './create.ts';
import { checkCreation, readMissing, readStanding, type Standing } from './standing.ts';
import { ofNewActor, toNewActor, toVersionUpdate } from './version-update.ts';

export interface UpdateRequest {
  readonly target: Target;
  /** An ID or `username~name`. */
  readonly actorId: string;
  /** Names and describes an Actor that is created. */
  readonly definition: ActorDefinition | undefined;
  readonly createIfMissing: boolean;
  readonly envVars: { readonly mode: 'merge' | 'replace'; readonly wanted: readonly EnvVar[] };
  readonly applyEnvVarsToBuild: boolean | undefined;
  /** Ready, or to be uploaded into a store that is named after the Actor's ID. */
  readonly source: VersionSource | ((actor: Actor) => Promise<VersionSource>);
}

export interface UpdateTools {
  readonly api: ApifyApi;
  /** Throws where the run was cancelled; called before each write. */
  readonly stopIfCancelled: () => void;
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

/**
 * Makes the version what is wanted, by one POST in the common case.
 * @see https://docs.apify.com/api/v2/actor-version-post
 */
export async function updateActor(request: UpdateRequest, tools: UpdateTools): Promise<Update> {
  const { target, actorId } = request;
  const upload = typeof request.source === 'function' ? request.source : undefined;
  const standing = await readStanding(tools.api, actorId, target.versionNumber, {
    actor: upload !== undefined,
    storedEnvVars: mustReadStored(request.envVars.mode, request.envVars.wanted),
  });
  checkCreation(standing, target, actorId, request.createIfMissing);
  const planned = planEnvVars({ ...request.envVars, stored: storedIn(standing) });
  const wanted = (source: VersionSource): VersionUpdate =>
    toVersionUpdate({
      target,
      source,
      applyEnvVarsToBuild: request.applyEnvVarsToBuild,
      envVars: planned.plan.kind === 'in-body' ? planned.plan.envVars : undefined,
    });

  let made: Made = { standing, created: undefined, findings: planned.findings };
  if (standing.kind === 'no-actor') {
    const first = upload === undefined ? request.source : { sourceType: 'SOURCE_FILES', sourceFiles: [] };
    made = await makeActor(request, tools, wanted(first as VersionSource));
  }
  const source = await readySource(request.source, made, tools);
  if (planned.plan.kind === 'one-by-one') {
    for (const { action, envVar } of planned.plan.writes) {
      tools.stopIfCancelled();
      await writeEnvVar(tools.api, actorId, target.versionNumber, action, envVar);
      tools.onWritten(`environment variable ${envVar.name}`);
    }
  }
  tools.stopIfCancelled();
  return writeVersion(request, tools, made, wanted(source));
}

/** What has come of the target so far. */
interface Made {
  readonly standing: Standing;
  readonly created: 'actor' | undefined;
  readonly findings: readonly Finding[];
}

function storedIn(standing: Standing) {
  switch (standing.kind) {
    case 'there':
      return standing.stored;
    case 'unknown':
    case 'no-actor':
    case 'no-version':
      return undefined;
  }
}

function actorIn(standing: Standing): Actor | undefined {
  return standing.kind === 'there' || standing.kind === 'no-version' ? standing.actor : undefined;
}

async function makeActor(request: UpdateRequest, tools: UpdateTools, first: VersionUpdate): Promise<Made> {
  tools.stopIfCancelled();
  const { definition, actorId } = request;
  const name = definition?.name ?? actorId;
  const details = definition ?? { title: undefined, description: undefined, usesStandbyMode: undefined };
  const { result: actor, by } = await createActor(tools.api, actorId, toNewActor(details, name, first));
  tools.onWritten(`Actor ${actor.username}/${actor.name}`);
  const message =
    by === 'us'
      ? `Created the Actor ${actor.username}/${actor.name} in the account ${actor.username}`
      : `Another run created the Actor ${actor.username}/${actor.name} at the same time; going on with it`;
  return {
    standing: { kind: 'there', actor, stored: undefined },
    created: by === 'us' ? 'actor' : undefined,
    findings: [{ level: 'notice', message }],
  };
}

async function readySource(source: UpdateRequest['source'], made: Made, tools: UpdateTools): Promise<VersionSource> {
  if (typeof source !== 'function') return source;
  const actor = actorIn(made.standing);
  if (actor === undefined) throw new Error('an upload needs the Actor, which was asked for');
  tools.stopIfCancelled();
  const ready = await source(actor);
  tools.onWritten('the source archive');
  return ready;
}

async function writeEnvVar(
  api: ApifyApi,
  actorId: string,
  versionNumber: string,
  action: 'create' | 'update',
  envVar: EnvVar,
): Promise<void> {
  switch (action) {
    case 'create':
      return createEnvVar(api, actorId, versionNumber, envVar);
    case 'update':
      return api.updateEnvVar(actorId, versionNumber, envVar);
  }
}

async function writeVersion(
  request: UpdateRequest,
  tools: UpdateTools,
  made: Made,
  update: VersionUpdate,
): Promise<Update> {
  const { api } = tools;
  const { target, actorId } = request;
  const done = (version: Version, more: Partial<Update> = {}): Update => {
    tools.onWritten(`version ${target.versionNumber}`);
    return {
      version,
      actor: actorIn(made.standing),
      created: made.created,
      ...more,
      findings: made.findings.concat(more.findings ?? [], leftovers(version)),
    };
  };
  if (made.standing.kind !== 'no-version') {
    try {
      return done(await api.updateVersion(actorId, made.created === 'actor' ? ofNewActor(update) : update));
    } catch (error) {
      if (!isApiError(error, 404) || made.created === 'actor') throw error;
    }
  }
  const missing = made.standing.kind === 'no-version' ? made.standing : await readMissing(api, actorId);
  checkCreation(missing, target, actorId, request.createIfMissing);
  tools.stopIfCancelled();
  if (missing.kind === 'no-actor') {
    return writeVersion(request, tools, await makeActor(request, tools, update), update);
  }
  const { result: version, by } = await createVersion(api, actorId, update);
  const { username, name } = missing.actor;
  const message =
    by === 'us'
      ? `Created version ${target.versionNumber} of ${username}/${name} in the account ${username}`
      : `Another run created version ${target.versionNumber} of ${username}/${name} at the same time; it is updated`;
  return done(version, {
    actor: missing.actor,
    created: by === 'us' ? 'version' : undefined,
    findings: [{ level: 'notice', message }],
  });
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
  return [
    {
      level: 'debug',
      message: `The version is ${version.sourceType}; it still shows ${names} of an earlier source type`,
    },
  ];
}
