import { ActionError } from '../errors.ts';
import { type Clock, systemClock } from '../time/clock.ts';
import { limitTimeAfter } from '../time/time-limit.ts';

/** The user or the runner has asked the step to stop. */
export interface Cancellation {
  readonly signal: AbortSignal;
  /** Aborted `GRACE_MS` later: so long an answer is waited for that tells what was written. */
  readonly graceSignal: AbortSignal;
  /** @throws the signal's reason where the run was cancelled. */
  stopIfCancelled(): void;
  /** Stops listening. */
  end(): void;
}

/**
 * Milliseconds that the answer to a request under way is waited for. The runner sends SIGINT, SIGTERM 7.5 seconds
 * later, and kills after another 2.5; Windows sends Ctrl+C and Ctrl+Break, which Node calls SIGINT and SIGBREAK.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-cancellation
 */
export const GRACE_MS = 5_000;

/** From here on the platform's signals that end a process abort `signal` instead, and the run has to end itself. */
export function listenForCancellation(
  clock: Clock = systemClock,
  platform: NodeJS.Platform = process.platform,
): Cancellation {
  const controller = new AbortController();
  const cancel = (signal: NodeJS.Signals): void => {
    const reason = new CancelledError(signal);
    controller.abort(reason);
  };
  const signals = platform === 'win32' ? (['SIGINT', 'SIGBREAK'] as const) : (['SIGINT', 'SIGTERM'] as const);
  for (const signal of signals) process.on(signal, cancel);
  const grace = limitTimeAfter(controller.signal, clock, {
    ms: GRACE_MS,
    reason: () => cancelledWith(controller.signal, 'what was being written was not answered in time'),
  });
  return {
    signal: controller.signal,
    graceSignal: grace.signal,
    stopIfCancelled: () => controller.signal.throwIfAborted(),
    end: () => {
      grace.end();
      for (const signal of signals) process.off(signal, cancel);
    },
  };
}

export class CancelledError extends ActionError {
  /** What the process was sent, `SIGINT` for example. */
  readonly by: string;

  /** @param happened what became of what was under way: `build 0.1.7 was aborted`. */
  constructor(by: string, happened?: string, more: { readonly hint?: string } = {}) {
    super(`Cancelled (${by})${happened === undefined ? '' : `: ${happened}`}`, more);
    this.by = by;
  }
}

/** The error of a run that was cancelled by this signal, with what became of what was under way. */
export function cancelledWith(
  signal: AbortSignal,
  happened: string,
  more?: { readonly hint?: string },
): CancelledError {
  const { reason } = signal as { readonly reason: unknown };
  return new CancelledError(reason instanceof CancelledError ? reason.by : 'signal', happened, more);
}
