import type { ActorDefinition } from '../actor/definition.ts';
import { type Actor, type EnvVar, type SourceType, urlOf, type Version } from '../apify/api.ts';
import { ActionError, type Diagnostic } from '../errors.ts';
import { isOwnArchive } from './archive.ts';
import type { RemoteState } from './remote-state.ts';

export interface Target {
  readonly actor:
    | { readonly kind: 'given'; readonly actorId: string }
    /** The `name` in actor.json, in the account that the token belongs to. */
    | { readonly kind: 'named'; readonly name: string };
  readonly versionNumber: string;
  /** If undefined, the version keeps its tag. */
  readonly buildTag: string | undefined;
  /** The tag that an input or actor.json sets. The build is started with it. */
  readonly chosenTag: string | undefined;
}

interface TargetRequest {
  readonly actorId: string | undefined;
  readonly version: string | undefined;
  readonly buildTag: string | undefined;
}

/** Returns the required values that neither the inputs nor actor.json set. */
export function missingFromTarget(
  inputs: TargetRequest,
  definition: ActorDefinition | undefined,
): readonly ('actor-id' | 'version')[] {
  const missing: ('actor-id' | 'version')[] = [];
  if (inputs.actorId === undefined && definition?.name === undefined) missing.push('actor-id');
  if (inputs.version === undefined && definition === undefined) missing.push('version');
  return missing;
}

/** Inputs take precedence over actor.json, and actor.json over the defaults. */
export function chooseTarget(
  inputs: TargetRequest,
  definition: ActorDefinition | undefined,
): { readonly target: Target; readonly diagnostics: readonly Diagnostic[] } {
  const versionNumber = inputs.version ?? definition?.version ?? '0.0';
  const chosenTag = inputs.buildTag ?? definition?.buildTag;
  const target: Target = {
    actor:
      inputs.actorId === undefined
        ? { kind: 'named', name: definition?.name ?? '' }
        : { kind: 'given', actorId: inputs.actorId },
    versionNumber,
    chosenTag,
    buildTag: chosenTag ?? (versionNumber === '0.0' ? 'latest' : undefined),
  };
  const differs =
    inputs.version !== undefined && definition?.version !== undefined && inputs.version !== definition.version;
  if (!differs) return { target, diagnostics: [] };
  const message = `The version input is ${inputs.version}, so version ${definition.version} in ${definition.file} has no effect`;
  return { target, diagnostics: [{ level: 'info', message }] };
}

export interface UpdateRequest {
  readonly target: Target;
  /** An ID or `username~name`. */
  readonly actorId: string;
  readonly definition: ActorDefinition | undefined;
  readonly createIfMissing: boolean;
  /** False if the `source-type` input and the URL inputs are empty. */
  readonly isSourceChosen: boolean;
  readonly dryRun: boolean;
  readonly envVars: { readonly mode: 'merge' | 'replace'; readonly wanted: readonly EnvVar[] };
  readonly applyEnvVarsToBuild: boolean | undefined;
}

/** The progress of an update. */
export interface UpdateNews {
  /** The change that the next request writes; undefined if the API has rejected it. */
  readonly writing?: string | undefined;
  readonly written?: string;
  readonly actor?: Actor;
  readonly created?: 'actor' | 'version';
  readonly archiveUrl?: string;
}

/**
 * Determines what the update creates.
 * @throws ActionError if it would create something without permission, or replace another source type.
 */
export function checkRequest(
  request: UpdateRequest,
  remote: RemoteState,
): { readonly creates: 'actor' | 'version' | undefined; readonly diagnostics: readonly Diagnostic[] } {
  switch (remote.kind) {
    case 'unknown':
      return { creates: undefined, diagnostics: [] };
    case 'no-actor':
      checkNewActor(request);
      return { creates: 'actor', diagnostics: [] };
    case 'no-version':
      checkNewVersion(request, remote.actor);
      return { creates: 'version', diagnostics: [] };
    case 'existing':
      return { creates: undefined, diagnostics: checkSource(request, remote.version) };
  }
}

function checkNewActor({ target, actorId, createIfMissing }: UpdateRequest): void {
  const shown = actorId.replace('~', '/');
  if (target.actor.kind === 'given') {
    const maybeName = /[~/]/.test(actorId) ? '' : ` If "${shown}" is a name, use username/${shown}.`;
    throw new ActionError(`The Actor ${shown} (actor-id input) was not found`, {
      hint: `Check the spelling, and that the token's account has access to the Actor.${maybeName} To create an Actor, remove actor-id and set its name in .actor/actor.json.`,
    });
  }
  if (createIfMissing) return;
  throw new ActionError(`The Actor ${shown} was not found, and create-if-missing is false`, {
    hint: "Check name in .actor/actor.json and the token's account, or set create-if-missing: true.",
  });
}

function checkNewVersion({ target, actorId, createIfMissing }: UpdateRequest, { versions }: Actor): void {
  if (createIfMissing) return;
  const shown = actorId.replace('~', '/');
  const existing = versions?.map(({ versionNumber }) => versionNumber).join(', ') ?? '';
  const use = existing === '' ? 'Set' : `Set version to an existing version (${existing}), or set`;
  throw new ActionError(`The Actor ${shown} has no version ${target.versionNumber}, and create-if-missing is false`, {
    hint: `${use} create-if-missing: true.`,
  });
}

/** The input that must be set to keep the source, as the end of a phrase. */
const urlInputToKeep: Readonly<Record<Exclude<SourceType, 'SOURCE_FILES'>, string>> = {
  GIT_REPO: '',
  TARBALL: ' and tarball-url',
  GITHUB_GIST: ' and github-gist-url',
};

/** Prevents files from silently replacing a source that was set in Apify Console. */
function checkSource(request: UpdateRequest, version: Version): readonly Diagnostic[] {
  const { sourceType } = version;
  if (request.isSourceChosen || !sourceType || sourceType === 'SOURCE_FILES') return [];
  if (sourceType === 'TARBALL' && isOwnArchive(version.tarballUrl ?? '')) return [];
  const { versionNumber } = request.target;
  const message = `Version ${versionNumber} of ${request.actorId.replace('~', '/')} on Apify has the source type ${sourceType}, and source-type is not set`;
  const hint = `Set source-type: SOURCE_FILES to replace the source with the files of this checkout, or source-type: ${sourceType}${urlOf(version) === undefined ? '' : urlInputToKeep[sourceType]} to keep it.`;
  if (!request.dryRun) throw new ActionError(message, { hint });
  return [{ level: 'warning', message: `${message}. ${hint}` }];
}
