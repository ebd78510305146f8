import { ActionError } from '../errors.ts';
import { type Clock, systemClock } from '../time/clock.ts';
import { limitTimeAfter } from '../time/time-limit.ts';

export interface Cancellation {
  /** Aborted with a CancelledError when the step is canceled. */
  readonly signal: AbortSignal;
  /** Aborted `GRACE_MS` later. Until then, a write request can report whether it succeeded. */
  readonly graceSignal: AbortSignal;
  end(): void;
}

/**
 * How long a request may continue after a cancellation, in milliseconds. The runner sends SIGINT, then SIGTERM after
 * 7.5 seconds, and kills the process after another 2.5 seconds. On Windows, it sends Ctrl+C and Ctrl+Break, which Node
 * calls SIGINT and SIGBREAK.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-cancellation
 */
export const GRACE_MS = 5_000;

/** Handles the runner's signals, so that they abort `signal` instead of ending the process. */
export function listenForCancellation(
  clock: Clock = systemClock,
  platform: NodeJS.Platform = process.platform,
): Cancellation {
  const controller = new AbortController();
  const cancel = (signal: NodeJS.Signals): void => controller.abort(new CancelledError(signal));
  const signals = platform === 'win32' ? (['SIGINT', 'SIGBREAK'] as const) : (['SIGINT', 'SIGTERM'] as const);
  for (const signal of signals) process.on(signal, cancel);
  const grace = limitTimeAfter(controller.signal, clock, {
    ms: GRACE_MS,
    reason: () => cancelledWith(controller.signal, 'Apify did not respond to the current request in time'),
  });
  return {
    signal: controller.signal,
    graceSignal: grace.signal,
    end: () => {
      grace.end();
      for (const signal of signals) process.off(signal, cancel);
    },
  };
}

export class CancelledError extends ActionError {
  /** The signal, for example `SIGINT`. */
  readonly by: string;

  /** @param result what happened to the work in progress, for example `build 0.1.7 was aborted`. */
  constructor(by: string, result?: string, more: { readonly hint?: string } = {}) {
    super(`Canceled (${by})${result === undefined ? '' : `: ${result}`}`, more);
    this.by = by;
  }
}

/** Creates the error for a canceled step, with what happened to the work in progress. */
export function cancelledWith(signal: AbortSignal, result: string, more?: { readonly hint?: string }): CancelledError {
  const { reason } = signal as { readonly reason: unknown };
  return new CancelledError(reason instanceof CancelledError ? reason.by : 'signal', result, more);
}
