import { wasMaybeCarriedOut } from '../../apify/api-error.ts';
import { isBuildTag } from '../../apify/value-rules.ts';
import { moveTags, tagsElsewhere } from '../../builds/tags.ts';
import { ActionError } from '../../errors.ts';
import { CancelledError, cancelledWith } from '../../runner/cancellation.ts';
import { quoted, visible } from '../../text.ts';
import { systemClock } from '../../time/clock.ts';
import { connectActor, readActorInputs } from '../actor-action.ts';
import { buildOfTag } from '../actor-facts.ts';
import { wrong } from '../input-fields.ts';
import { type ActionContext, runAction } from '../run-action.ts';
import { chooseBuild } from './choose-build.ts';
import type { PromoteState } from './summary.ts';

/** Points tags to an existing build. Sets the exit code to 1 if it fails. */
export function run(): Promise<void> {
  const initial: PromoteState = { dryRun: false, tags: [], diagnostics: [] };
  return runAction({ initial, loadSummary: () => import('./summary.ts') }, promote);
}

async function promote(context: ActionContext<PromoteState>): Promise<void> {
  const { report, raw, state, cancellation } = context;
  const inputs = await readActorInputs(context, (read) => ({
    wanted: read(() => readWanted(raw.text('build'))) ?? '',
    tags: read(() => readTags(raw.text('tags'))) ?? [],
    expect: raw.text('expect'),
  }));
  const { wanted, tags, expect, dryRun } = inputs;
  const [tag = 'latest'] = tags;
  state.record({ dryRun, tags: tags.map((name) => ({ name })) });
  const connected = await connectActor(context, inputs, 'the builds on Apify are unknown. Nothing was changed.');
  if (connected === undefined) return;
  const { api, actor, url } = connected;
  const before = buildOfTag(actor, tag);
  report.outputs({
    'actor-id': actor.id,
    'actor-url': url,
    ...(before === undefined ? {} : { 'previous-build-id': before.id, 'previous-build-number': before.number }),
  });
  if (expect !== '' && expect !== before?.id && expect !== before?.number) {
    const expected = `the expect input requires build ${visible(expect)}`;
    const now =
      before === undefined
        ? `does not point to a build, but ${expected}`
        : `points to build ${visible(before.number || before.id)}, but ${expected}`;
    throw new ActionError(`The tag ${visible(tag)} ${now}`, {
      hint: 'Check the builds in Apify Console, because another run may have moved the tag. Then run the job again with the current build in expect.',
    });
  }
  const build = await chooseBuild(api, actor, { wanted, tag });
  report.outputs({ 'build-id': build.id, 'build-number': build.buildNumber });
  const moves = tags.map((name) => ({ name, before: buildOfTag(actor, name)?.number }));
  state.record({ build: { number: build.buildNumber }, tags: moves });
  const waiting = tagsElsewhere(actor, tags, build.id);
  for (const { name, before: old } of moves) {
    const from = old === undefined ? 'no build' : `build ${old}`;
    report.line(`${name}: ${waiting.includes(name) ? `${from} -> ` : ''}build ${build.buildNumber}`);
  }
  if (waiting.length === 0) {
    state.report({
      level: 'notice',
      message: `All tags already point to build ${visible(build.buildNumber)}. Nothing was changed.`,
    });
    state.record({ promoted: true });
    if (!dryRun) report.outputs({ promoted: 'true' });
    return;
  }
  if (dryRun) return;
  cancellation.signal.throwIfAborted();
  const { signal } = cancellation;
  let moved: NonNullable<PromoteState['moved']> = 'maybe';
  const onWritten = (): void => {
    moved = 'yes';
  };
  const canceled = (result: string): CancelledError =>
    cancelledWith(signal, result, { hint: 'Check the tags in Apify Console.' });
  const request = { actorId: actor.id, tags, buildId: build.id };
  const unmoved = await moveTags(api, request, { clock: systemClock, signal, onWritten }).catch((error: unknown) => {
    const isCanceled = error instanceof CancelledError;
    if (isCanceled || wasMaybeCarriedOut(error)) state.record({ moved });
    if (!isCanceled) throw error;
    throw canceled(moved === 'yes' ? 'the tags were already moved' : 'the tags may or may not have been moved');
  });
  const promoted = unmoved.length === 0;
  state.record({ promoted, moved: 'yes' });
  report.outputs({ promoted: String(promoted) });
  if (signal.aborted) throw canceled('the tags were already moved');
  if (!promoted) {
    const message = `After 30 seconds, these tags do not point to build ${visible(build.buildNumber)} yet: ${unmoved.map(visible).join(', ')}. Check them in Apify Console.`;
    state.report({ level: 'warning', message });
  }
  if (promoted) report.line(`Build ${build.buildNumber} is live as ${tags.join(', ')}: ${url}`);
}

function readWanted(text: string): string {
  if (text !== '') return text;
  throw wrong('build', 'is empty', 'Use a build ID, a number such as 1.2.3, a tag such as candidate, or previous.');
}

function readTags(text: string): readonly string[] {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  for (const line of lines) {
    if (isBuildTag(line)) continue;
    const hint = 'Use tags without white space and control characters, one per line.';
    throw wrong('tags', `contains ${quoted(line)}, which is not a valid tag`, hint);
  }
  return lines.length === 0 ? ['latest'] : [...new Set(lines)];
}
