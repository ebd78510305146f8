/** The shared part of `promote` and `cleanup`: the inputs that name the Actor, and the first requests. */
import { readActorName } from '../actor/definition.ts';
import { missingFields, missingFile } from '../actor/missing-definition.ts';
import { createApifyApi } from '../apify/client.ts';
import { type ActionError, collectErrors, combineErrors, keepError } from '../errors.ts';
import type { RawInputs } from '../runner/inputs.ts';
import { useProxy } from '../runner/proxy.ts';
import { findWorkspace } from '../runner/workspace.ts';
import { consoleUrl } from './actor-facts.ts';
import { connectionOf } from './connection.ts';
import { boolean, describeBaseUrl, readActorId, readBaseUrl, readToken } from './input-fields.ts';
import type { ActionContext, ActionState } from './run-action.ts';

/** The inputs that all actions for an existing Actor share. */
interface ActorInputs {
  /** Undefined in a dry run without a token. */
  readonly token: string | undefined;
  /** An ID or `username~name`; undefined to use the name in actor.json. */
  readonly actorId: string | undefined;
  readonly name: string | undefined;
  readonly apiBaseUrl: string;
  readonly dryRun: boolean;
}

export interface ActorState extends ActionState {
  readonly dryRun: boolean;
  readonly actor?: { readonly name: string; readonly url: string };
}

/**
 * Reads the inputs of an action and reports all invalid inputs in one error.
 * @param readMore reads the action's other inputs with `read`.
 */
export async function readActorInputs<T>(
  { raw, state }: ActionContext<ActorState>,
  readMore: (read: ReturnType<typeof collectErrors>) => T,
): Promise<ActorInputs & T> {
  const errors: ActionError[] = [];
  const read = collectErrors(errors);
  const dryRun = read(() => boolean('dry-run', raw.text('dry-run'), false)) ?? true;
  const token = read(() => readToken(raw, dryRun));
  const actorId = read(() => readActorId(raw.text('actor-id')));
  const apiBaseUrl = read(() => readBaseUrl(raw)) ?? '';
  const name = raw.text('actor-id') === '' ? await readName(raw).catch(keepError(errors)) : undefined;
  const more = readMore(read);
  if (errors.length > 0) throw combineErrors(errors, 'inputs are not valid');
  state.report(...useProxy(raw.environment), ...describeBaseUrl(apiBaseUrl, raw.text('api-base-url') === ''));
  return { token, actorId, name, apiBaseUrl, dryRun, ...more };
}

/** The Actor's name. Other mistakes in actor.json must not prevent a rollback. */
async function readName(raw: RawInputs): Promise<string> {
  const folder = await findWorkspace(raw.workspace, raw.workingDirectory);
  const definition = await readActorName(folder);
  if (definition === undefined) throw missingFile(folder, ['actor-id']);
  if (definition.name === undefined) throw missingFields(definition.file, ['actor-id']);
  return definition.name;
}

/**
 * Requests the Actor and the account. If `actor-id` is set, only links need the account, so the action ignores a
 * failure of that request.
 * @returns undefined without a token. In this case, adds a warning that ends with `unknown`.
 */
export async function connectActor(context: ActionContext<ActorState>, inputs: ActorInputs, unknown: string) {
  if (inputs.token === undefined) {
    context.state.report({ level: 'warning', message: `No token was provided, so ${unknown}` });
    return undefined;
  }
  const connection = connectionOf(context, inputs, { signal: context.cancellation.signal });
  const api = createApifyApi(connection);
  const lookup = api.getUser({ once: inputs.actorId !== undefined });
  const account = inputs.actorId === undefined ? await lookup : undefined;
  const [actor, found] = await Promise.all([
    api.getActor(inputs.actorId ?? `${account?.username}~${inputs.name}`),
    lookup.catch(() => undefined),
  ]);
  const url = consoleUrl(actor.id, found);
  context.state.record({ actor: { name: `${actor.username}/${actor.name}`, url } });
  return { actor, account: found, url, api, connection };
}
