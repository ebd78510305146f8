import type { ActorDefinition } from '../actor/definition.ts';
import type { Diagnostic } from '../errors.ts';

/** The Actor, version and tag of a deployment. */
export interface Target {
  readonly actor:
    | { readonly kind: 'given'; readonly actorId: string }
    /** The `name` in actor.json, under the token's account. */
    | { readonly kind: 'named'; readonly name: string };
  readonly versionNumber: string;
  /** Undefined: the version keeps its tag. */
  readonly buildTag: string | undefined;
  /** The tag that an input or actor.json sets. A build is started with it. */
  readonly chosenTag: string | undefined;
}

interface TargetRequest {
  readonly actorId: string | undefined;
  readonly version: string | undefined;
  readonly buildTag: string | undefined;
}

/** Required values that neither the inputs nor actor.json contain. */
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
