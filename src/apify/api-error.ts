import { ActionError } from '../errors.ts';

export class ApifyApiError extends Error {
  override readonly name = 'ApifyApiError';
  readonly status: number;
  /** The error type of the API, such as `actor-not-found`; empty if the response has none. */
  readonly type: string;
  /** The error message of the API. It is not escaped, because redaction would not find an escaped secret. */
  readonly apiMessage: string;
  /** Method and path, such as `POST /v2/acts/janedoe~my-actor/versions/0.1`, without the query. */
  readonly request: string;
  readonly attempts: number;
  readonly retryAfterMs: number | undefined;

  constructor(response: {
    readonly status: number;
    readonly type: string;
    readonly apiMessage: string;
    readonly request: string;
    readonly attempts: number;
    readonly retryAfterMs?: number | undefined;
  }) {
    const { status, type, apiMessage, request } = response;
    super(`${request} returned ${status}${type && ` ${type}`}: ${apiMessage}`);
    this.status = status;
    this.type = type;
    this.apiMessage = apiMessage;
    this.request = request;
    this.attempts = response.attempts;
    this.retryAfterMs = response.retryAfterMs;
  }
}

/**
 * - `not-sent`: the API did not receive the request, and retrying does not help (for example, if a certificate is not
 *   trusted).
 * - `lost`: the API may have received the request, but the response was lost or truncated, or is not JSON.
 * - `unusable`: the API may have processed the request, but its response is not as documented.
 */
export type Outcome = 'not-sent' | 'lost' | 'unusable';

export class LostResponseError extends ActionError {
  readonly outcome: Outcome;
  readonly attempts: number;

  constructor(
    message: string,
    more: {
      readonly hint?: string;
      readonly outcome?: Outcome;
      readonly attempts?: number;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, more);
    this.outcome = more.outcome ?? 'lost';
    this.attempts = more.attempts ?? 1;
  }
}

/** Whether it is an API error with this status and type. If an argument is omitted, any value matches. */
export function isApiError(error: unknown, status?: number, type?: string): error is ApifyApiError {
  if (!(error instanceof ApifyApiError)) return false;
  return (status === undefined || error.status === status) && (type === undefined || error.type === type);
}

/** Whether the API may have processed the request: there was no usable response, or a server error. */
export function wasMaybeCarriedOut(error: unknown): boolean {
  if (error instanceof LostResponseError) return error.outcome !== 'not-sent';
  return error instanceof ApifyApiError && error.status >= 500;
}
