/** The shared part of `promote` and `cleanup`: the inputs that name the Actor, and the services of the run. */
import { readActorName } from '../actor/definition.ts';
import { missingFields, missingFile } from '../actor/missing-definition.ts';
import type { Actor, ApifyApi, User } from '../apify/api.ts';
import { createApifyApi } from '../apify/client.ts';
import { explain } from '../apify/error-hints.ts';
import { type ActionError, collectErrors, combineErrors, type Diagnostic, keepError } from '../errors.ts';
import { type Cancellation, listenForCancellation } from '../runner/cancellation.ts';
import { type RawInputs, readRawInputs } from '../runner/inputs.ts';
import { endConnections, useProxy } from '../runner/proxy.ts';
import { createReport, type Report } from '../runner/report.ts';
import type { Secret } from '../runner/secrets.ts';
import { findWorkspace } from '../runner/workspace.ts';
import { connectionOf } from './connection.ts';
import { boolean, describeBaseUrl, readActorId, readBaseUrl, readToken } from './input-fields.ts';
import { readProxySecrets, readStepSecrets } from './step-secrets.ts';
import type { ShownFailure } from './summary-parts.ts';

export interface ActionContext {
  readonly raw: RawInputs;
  readonly report: Report;
  readonly cancellation: Cancellation;
  readonly diagnostics: readonly Diagnostic[];
  add(...diagnostics: readonly Diagnostic[]): void;
}

/** The inputs that all actions for an existing Actor share. */
export interface ActorInputs {
  /** Undefined in a dry run without a token. */
  readonly token: string | undefined;
  /** An ID or `username~name`; undefined to use the name in actor.json. */
  readonly actorId: string | undefined;
  readonly name: string | undefined;
  readonly apiBaseUrl: string;
  readonly dryRun: boolean;
}

/**
 * Runs an action: masks all secrets, prints a single error if it fails, and always writes the summary.
 * @param action.secrets returns the secrets that only this action has, in addition to the token.
 * @param run does the work and records the state that the summary shows.
 */
export async function runActorAction<State>(
  action: {
    readonly secrets: (raw: RawInputs) => readonly Secret[];
    readonly initial: State;
    readonly summaryOf: (state: State, diagnostics: readonly Diagnostic[], failure?: ShownFailure) => string;
  },
  run: (context: ActionContext, record: (state: Partial<State>) => void) => Promise<void>,
): Promise<void> {
  const raw = readRawInputs();
  const hidden = [...readStepSecrets(raw), ...readProxySecrets(raw), ...action.secrets(raw)];
  const report = createReport(hidden);
  const cancellation = listenForCancellation();
  const diagnostics: Diagnostic[] = [];
  let state = action.initial;
  const add = (...found: readonly Diagnostic[]): void => {
    for (const diagnostic of found) report.print(diagnostic);
    diagnostics.push(...found);
  };
  const summarize = (failure?: ShownFailure): Promise<void> =>
    report.summary({ state, diagnostics, failure }, (shown) =>
      action.summaryOf(shown.state, shown.diagnostics, shown.failure),
    );
  try {
    await run({ raw, report, cancellation, diagnostics, add }, (news) => {
      state = { ...state, ...news };
    });
    await summarize();
  } catch (error) {
    process.exitCode = 1;
    const failure = explain(error);
    report.fail(failure, error);
    await summarize({ message: failure.message, hint: failure.hint });
  } finally {
    cancellation.end();
    await endConnections();
  }
}

/**
 * Reads the inputs of an action and reports all invalid inputs in one error.
 * @param readMore reads the action's other inputs with `read`.
 */
export async function readActorInputs<T>(
  { raw, add }: ActionContext,
  readMore: (read: ReturnType<typeof collectErrors>) => T,
): Promise<ActorInputs & T> {
  const errors: ActionError[] = [];
  const read = collectErrors(errors);
  const dryRun = read(() => boolean('dry-run', raw.text('dry-run'), false));
  const token = read(() => readToken(raw, dryRun ?? true));
  const actorId = read(() => readActorId(raw.text('actor-id')));
  const apiBaseUrl = read(() => readBaseUrl(raw));
  const name = raw.text('actor-id') === '' ? await readName(raw).catch(keepError(errors)) : undefined;
  const more = readMore(read);
  if (errors.length > 0 || apiBaseUrl === undefined || dryRun === undefined) {
    throw combineErrors(errors, 'inputs are not valid');
  }
  add(...useProxy(raw.environment), ...describeBaseUrl(apiBaseUrl, raw.text('api-base-url') === ''));
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
 */
export async function readActor(
  api: ApifyApi,
  { actorId, name }: ActorInputs,
): Promise<{ readonly actor: Actor; readonly account: User | undefined }> {
  if (actorId !== undefined) {
    const [actor, account] = await Promise.all([
      api.getActor(actorId),
      api.getUser({ once: true }).catch(() => undefined),
    ]);
    return { actor, account };
  }
  const account = await api.getUser();
  return { actor: await api.getActor(`${account.username}~${name}`), account };
}

export function openApi({ raw, report, cancellation }: ActionContext, inputs: ActorInputs): ApifyApi {
  return createApifyApi(connectionOf({ raw, report }, inputs, { signal: cancellation.signal }));
}
