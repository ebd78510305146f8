import { ActionError } from './errors.ts';

/** The user or the runner has asked the step to stop. */
export interface Cancellation {
  readonly signal: AbortSignal;
  /** @throws the signal's reason where the run was cancelled. */
  stopIfCancelled(): void;
  /** Stops listening. */
  end(): void;
}

/**
 * The runner sends SIGINT, SIGTERM 7.5 seconds later, and kills after another 2.5; Windows sends Ctrl+C and
 * Ctrl+Break, which Node calls SIGINT and SIGBREAK.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-cancellation
 */
export function listenForCancellation(): Cancellation {
  const controller = new AbortController();
  const cancel = (signal: NodeJS.Signals): void => controller.abort(new CancelledError(signal));
  const signals = process.platform === 'win32' ? (['SIGINT', 'SIGBREAK'] as const) : (['SIGINT', 'SIGTERM'] as const);
  for (const signal of signals) process.on(signal, cancel);
  return {
    signal: controller.signal,
    stopIfCancelled: () => controller.signal.throwIfAborted(),
    end: () => {
      for (const signal of signals) process.off(signal, cancel);
    },
  };
}

export class CancelledError extends ActionError {
  constructor(signal: string) {
    super(`Cancelled (${signal})`);
  }
}
