import { findKeyPlaces } from '../../actor/json-positions.ts';
import type { Build } from '../../apify/api.ts';
import { wasMaybeCarriedOut } from '../../apify/api-error.ts';
import { explain } from '../../apify/error-hints.ts';
import { createRunsApi } from '../../apify/runs-client.ts';
import { moveTags, newerBuild } from '../../builds/tags.ts';
import { ActionError } from '../../errors.ts';
import { messageWithLog } from '../../follow/failure-message.ts';
import { CancelledError } from '../../runner/cancellation.ts';
import { runTest } from '../../runs/run-test.ts';
import { prepareInput, RejectedInputError } from '../../runs/test-input.ts';
import { formatCount, visible } from '../../text.ts';
import { systemClock } from '../../time/clock.ts';
import { buildOfTag } from '../actor-facts.ts';
import { connectionOf } from '../connection.ts';
import type { DeployConfig } from './config.ts';
import type { DeployContext } from './context.ts';
import { findInputSchema, type InputSchemaFile } from './input-schema-file.ts';
import { isCheckedOut } from './inputs.ts';
import { CANDIDATE, runUrl, tagOf } from './state.ts';
import type { TestConfig } from './test-inputs.ts';

interface TestRequest {
  readonly config: DeployConfig;
  readonly test: TestConfig;
  readonly actorId: string;
}

/**
 * Tests the build with the `candidate` tag, then points the build tag to it.
 * @throws ActionError if the test run fails or the tag cannot be moved.
 */
export async function testAndPromote(context: DeployContext, request: TestRequest): Promise<void> {
  const { state } = context;
  const { build } = state.current;
  const { run, promote } = request.test;
  if (build === undefined) return;
  try {
    if (run !== undefined) await context.stage('Test run', () => testBuild(context, request, { build, run }));
    if (promote) await context.stage('Promote', () => promoteBuild(context, request, build));
  } catch (error) {
    if (error instanceof CancelledError) throw error;
    if (run !== undefined && state.current.testResult === undefined) state.record({ testResult: 'failed' });
    throw notPromoted(context, build, error);
  }
}

async function testBuild(
  context: DeployContext,
  { config, actorId }: TestRequest,
  { build, run }: { readonly build: Build; readonly run: NonNullable<TestConfig['run']> },
): Promise<void> {
  const { state, report, cancellation } = context;
  const { signal } = cancellation;
  const of = { actorId, build };
  const api = createRunsApi(connectionOf(context, config.inputs, { signal }));
  const input = await prepareInput(run.input, of, { api, clock: systemClock, signal }).catch(async (error: unknown) => {
    throw error instanceof RejectedInputError ? await locate(error, config, run) : error;
  });
  const { waitForFinishSecs = Number.POSITIVE_INFINITY } = config.inputs;
  const result = await runTest(
    { ...of, input, options: run.options, maxMemoryWaitMs: waitForFinishSecs * 1000 },
    {
      ...context.jobTools,
      api: createRunsApi(connectionOf(context, config.inputs)),
      onJob: (news) => state.record({ run: news }),
    },
  );
  const { itemCount, failure, logTail } = result;
  state.report(...result.diagnostics);
  state.record({ run: result.run, testResult: failure === undefined ? 'passed' : 'failed', itemCount });
  if (failure !== undefined) {
    state.record({ testFailure: { reason: failure.reason, logTail } });
    throw new ActionError(messageWithLog(failure.reason, logTail), { hint: failure.hint });
  }
  const items = itemCount === undefined ? '' : ` with ${formatCount(itemCount, 'item')}`;
  report.line(`Test run ${result.run.id} succeeded${items}`);
}

/** Adds to the error what happened to the tags. */
function notPromoted({ state }: DeployContext, build: Build, error: unknown): ActionError {
  const tag = tagOf(state.current);
  const isMoved =
    wasMaybeCarriedOut(error) && state.current.writing !== undefined ? 'may or may not have been' : 'was not';
  const rest = tag === undefined || tag === CANDIDATE ? '' : `, and the tag ${visible(tag)} ${isMoved} moved to it`;
  const { message, hint, place } = explain(error);
  const tags = `Build ${visible(build.buildNumber)} has the tag ${CANDIDATE}${rest}.`;
  // A full stop after a URL would be part of the link.
  const url = state.current.testFailure === undefined ? undefined : runUrl(state.current);
  const parts = [hint, tags, url === undefined ? undefined : `See ${url}`];
  return new ActionError(message, { hint: parts.filter((part) => part !== undefined).join(' '), place, cause: error });
}

/** Finds the rejected field in the input file, or in the input schema if the prefill is used. */
async function locate(
  error: RejectedInputError,
  { inputs, workspace, definition }: DeployConfig,
  { input, file }: NonNullable<TestConfig['run']>,
): Promise<ActionError> {
  const isPrefill = input.kind === 'prefill';
  const schema = isPrefill && isCheckedOut(inputs.source) ? await findInputSchema(workspace, definition) : undefined;
  const { name = '', text, keys = [] }: Partial<InputSchemaFile> = schema ?? { ...file };
  const [top, ...rest] = error.field;
  const field = top !== undefined && isPrefill ? ['properties', top, 'prefill', ...rest] : error.field;
  const [position] = text === undefined ? [] : findKeyPlaces(text, [[...keys, ...field]]);
  const place = position && { file: name, ...position };
  const hint = isPrefill ? 'Correct the prefilled values in the input schema.' : 'Correct test-input.';
  return new ActionError(error.message, { hint, place, cause: error });
}

async function promoteBuild(context: DeployContext, { config, actorId }: TestRequest, build: Build): Promise<void> {
  const { state, report, cancellation } = context;
  const { signal, graceSignal } = cancellation;
  const tag = tagOf(state.current);
  const number = visible(build.buildNumber);
  if (tag === undefined) {
    const message = `The version has no build tag, so there is nothing to promote. Build ${number} has the tag ${CANDIDATE}. Set build-tag to promote it.`;
    state.report({ level: 'warning', message });
    return;
  }
  // After a cancellation, the current request has a few seconds to report whether it succeeded.
  const api = await context.connect(config.inputs, { signal: graceSignal, noMore: signal });
  const actor = await api.getActor(actorId);
  const tagged = buildOfTag(actor, tag);
  if (tagged?.id === build.id) return state.record({ promoted: true });
  if (tagged !== undefined) state.record({ previousBuild: tagged });
  const newer = newerBuild(actor, tag, build);
  if (newer !== undefined) {
    state.record({ newerBuild: newer });
    const message = `The tag ${visible(tag)} already points to build ${visible(newer.number || newer.id)}, which is newer than build ${number}, so the action does not move it`;
    state.report({ level: 'warning', message });
    return;
  }
  signal.throwIfAborted();
  context.recordUpdate({ writing: `tag ${tag}` });
  const onWritten = () => context.recordUpdate({ writing: undefined, written: `tag ${tag}` });
  const request = { actorId, tags: [tag], buildId: build.id };
  const unmoved = await moveTags(api, request, { clock: systemClock, signal, onWritten });
  const promoted = unmoved.length === 0;
  state.record({ promoted });
  signal.throwIfAborted();
  if (promoted) return report.line(`The tag ${visible(tag)} now points to build ${number}`);
  const message = `After 30 seconds, the tag ${visible(tag)} does not point to build ${number} yet. Check it in Apify Console.`;
  state.report({ level: 'warning', message });
}
