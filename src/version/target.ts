import type { ActorDefinition } from '../actor/definition.ts';
import type { Diagnostic } from '../errors.ts';

/** Which Actor, version and tag a deployment goes to. */
export interface Target {
  readonly actor:
    | { readonly kind: 'given'; readonly actorId: string }
    /** `name` of actor.json, in the account of the token. */
    | { readonly kind: 'named'; readonly name: string };
  readonly versionNumber: string;
  /** Absent: the platform keeps the version's tag. */
  readonly buildTag: string | undefined;
  /** The tag that an input or actor.json sets; a build is started with it. */
  readonly chosenTag: string | undefined;
}

interface TargetRequest {
  readonly actorId: string | undefined;
  readonly version: string | undefined;
  readonly buildTag: string | undefined;
}

/** What neither the inputs nor actor.json tell although it is needed. */
export function missingFromTarget(
  inputs: TargetRequest,
  definition: ActorDefinition | undefined,
): readonly ('actor-id' | 'version')[] {
  const missing: ('actor-id' | 'version')[] = [];
  if (inputs.actorId === undefined && definition?.name === undefined) missing.push('actor-id');
  if (inputs.version === undefined && definition === undefined) missing.push('version');
  return missing;
}

/** Inputs come before actor.json, actor.json before the defaults. */
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
  const message = `The input version ${inputs.version} is deployed, not version ${definition.version} of ${definition.file}`;
  return { target, diagnostics: [{ level: 'info', message }] };
}
