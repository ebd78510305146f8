import type { RunsApi } from '../apify/api.ts';
import { isApiError } from '../apify/api-error.ts';
import { ActionError } from '../errors.ts';
import { retryNotFound } from '../follow/follow-status.ts';
import type { Clock } from '../time/clock.ts';
import { prefilledInput } from './prefill.ts';

export type TestInput =
  /** Created from the input schema of the build. */
  { readonly kind: 'prefill' } | { readonly kind: 'given'; readonly value: object };

/** Apify rejected the input. */
export class RejectedInputError extends ActionError {
  /**
   * The path of the field that Apify's message refers to, for example `['startUrls', '0', 'url']`; empty if there is
   * none.
   */
  readonly field: readonly string[];

  constructor(apiMessage: string, cause: unknown) {
    super(`Apify rejected the test input: ${apiMessage}`, { cause });
    this.field = fieldIn(apiMessage);
  }
}

/**
 * Creates the input and validates it against the input schema of the build.
 * @throws RejectedInputError if Apify rejects it.
 */
export async function prepareInput(
  input: TestInput,
  {
    actorId,
    build,
  }: { readonly actorId: string; readonly build: { readonly id: string; readonly buildNumber: string } },
  { api, clock, signal }: { readonly api: RunsApi; readonly clock: Clock; readonly signal: AbortSignal },
): Promise<object> {
  const value = input.kind === 'given' ? input.value : prefilledInput(await api.getInputSchema(build.id, signal));
  const validate = (): Promise<void> => api.validateInput(actorId, build.buildNumber, value);
  try {
    await retryNotFound(validate, clock.now(), { clock, signal });
    return value;
  } catch (error) {
    if (!isApiError(error, 400)) throw error;
    throw new RejectedInputError(error.apiMessage, error);
  }
}

/** Extracts the field from a message such as `Field input.startUrls.0.url is required`. */
function fieldIn(message: string): readonly string[] {
  const [, path = ''] = /\binput\.([^\s"'`,;:]+)/.exec(message) ?? [];
  return path
    .replace(/[.]+$/, '')
    .split(/[.[\]]+/)
    .filter((key) => key !== '');
}
