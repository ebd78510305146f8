import type { ApiFailure } from './api-failure.ts';
import type { Sink } from './sink.ts';

/** What an endpoint answers, before a fault may spoil it on its way. */
export type Answer =
  | { readonly kind: 'bytes'; readonly status: number; readonly headers: AnswerHeaders; readonly bytes: Buffer }
  | {
      readonly kind: 'stream';
      readonly status: number;
      readonly headers: AnswerHeaders;
      readonly start: (sink: Sink) => void;
    };

type AnswerHeaders = Readonly<Record<string, string>>;

/** The answer `{ "data": … }`. */
export function data(status: number, value: unknown, headers: AnswerHeaders = {}): Answer {
  return json(status, { data: value }, headers);
}

export function json(status: number, value: unknown, headers: AnswerHeaders = {}): Answer {
  const bytes = Buffer.from(JSON.stringify(value));
  return { kind: 'bytes', status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, bytes };
}

export function noContent(headers: AnswerHeaders = {}): Answer {
  return { kind: 'bytes', status: 204, headers, bytes: Buffer.alloc(0) };
}

/** @see https://docs.apify.com/api/v2#errors */
export function errorAnswer({ status, type, message }: ApiFailure, headers: AnswerHeaders = {}): Answer {
  return json(status, { error: { type, message } }, headers);
}
