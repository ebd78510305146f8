import type { ApiFailure } from './api-failure.ts';
import type { Sink } from './sink.ts';

/** The response of an endpoint, before a fault is applied. */
export type ApiResponse =
  | { readonly kind: 'bytes'; readonly status: number; readonly headers: ResponseHeaders; readonly bytes: Buffer }
  | {
      readonly kind: 'stream';
      readonly status: number;
      readonly headers: ResponseHeaders;
      readonly start: (sink: Sink) => void;
    };

type ResponseHeaders = Readonly<Record<string, string>>;

export function data(status: number, value: unknown, headers: ResponseHeaders = {}): ApiResponse {
  return json(status, { data: value }, headers);
}

export function json(status: number, value: unknown, headers: ResponseHeaders = {}): ApiResponse {
  const bytes = Buffer.from(JSON.stringify(value));
  return { kind: 'bytes', status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, bytes };
}

export function noContent(headers: ResponseHeaders = {}): ApiResponse {
  return { kind: 'bytes', status: 204, headers, bytes: Buffer.alloc(0) };
}

/** @see https://docs.apify.com/api/v2#errors */
export function errorResponse({ status, type, message }: ApiFailure, headers: ResponseHeaders = {}): ApiResponse {
  return json(status, { error: { type, message } }, headers);
}
