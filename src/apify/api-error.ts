import { LostAnswerError } from './lost-answer.ts';

/** The API answered, and the answer was an error. */
export class ApifyApiError extends Error {
  override readonly name = 'ApifyApiError';
  readonly status: number;
  /** The API's own machine-readable word, `actor-not-found` for example; empty where the answer had none. */
  readonly type: string;
  /** The API's own sentence, as it came: text from outside. Escaped, a secret in it would not be known again. */
  readonly apiMessage: string;
  /** What was asked for, `POST /v2/acts/janedoe~my-actor/versions/0.1`: no query, no token. */
  readonly request: string;
  readonly attempts: number;

  constructor(answer: {
    readonly status: number;
    readonly type: string;
    readonly apiMessage: string;
    readonly request: string;
    readonly attempts: number;
  }) {
    super(`${answer.request} answered ${answer.status}${answer.type && ` ${answer.type}`}: ${answer.apiMessage}`);
    this.status = answer.status;
    this.type = answer.type;
    this.apiMessage = answer.apiMessage;
    this.request = answer.request;
    this.attempts = answer.attempts;
  }
}

/** True for an answer with this status and this type of the API's; what is not given may be anything. */
export function isApiError(error: unknown, status?: number, type?: string): error is ApifyApiError {
  if (!(error instanceof ApifyApiError)) return false;
  return (status === undefined || error.status === status) && (type === undefined || error.type === type);
}

/** True where nobody knows whether the request was carried out: no answer, or a server error. */
export function wasMaybeCarriedOut(error: unknown): boolean {
  if (error instanceof LostAnswerError) return error.passing;
  return error instanceof ApifyApiError && error.status >= 500;
}
