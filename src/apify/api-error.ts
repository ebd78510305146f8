import { ActionError } from '../errors.ts';

export class ApifyApiError extends Error {
  override readonly name = 'ApifyApiError';
  readonly status: number;
  /** The API's error type, such as `actor-not-found`. Empty if the response had none. */
  readonly type: string;
  /** The API's message, not escaped: redaction would not find a secret that was escaped. */
  readonly apiMessage: string;
  /** Method and path, such as `POST /v2/acts/janedoe~my-actor/versions/0.1`. It contains no query and no token. */
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
 * - `not-sent`: the API did not receive the request, and another attempt cannot help (for example, an untrusted certificate).
 * - `lost`: the API may have received the request, but the response was lost or truncated, or is not JSON.
 * - `unusable`: the API may have carried out the request, but its response is not as documented.
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

/** True for an API error with this status and type. An omitted argument matches everything. */
export function isApiError(error: unknown, status?: number, type?: string): error is ApifyApiError {
  if (!(error instanceof ApifyApiError)) return false;
  return (status === undefined || error.status === status) && (type === undefined || error.type === type);
}

/** True if the API may have carried out the request: there was no usable response, or a server error. */
export function wasMaybeCarriedOut(error: unknown): boolean {
  if (error instanceof LostResponseError) return error.outcome !== 'not-sent';
  return error instanceof ApifyApiError && error.status >= 500;
}
