import { ApiFailure, invalidInput } from './api-failure.ts';
import type { RecordedRequest } from './recorded-request.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** @throws ApiFailure if the value is not a JSON object. */
export function asObject(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidInput(what, 'must be an object');
  }
  return value as Fields;
}

export function asArray(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw invalidInput(what, 'must be an array');
  return value;
}

export function asString(value: unknown, what: string): string {
  if (typeof value !== 'string') throw invalidInput(what, 'must be a string');
  return value;
}

export function asFilledString(value: unknown, what: string): string {
  const text = asString(value, what);
  if (text === '') throw invalidInput(what, 'must not be empty');
  return text;
}

export function asInteger(value: unknown, what: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) throw invalidInput(what, 'must be an integer');
  return value;
}

/**
 * Reads a memory size in megabytes, which must be a power of 2 and at least 128.
 * https://docs.apify.com/api/v2/act-runs-post
 */
export function asMemory(value: unknown, what: string): number {
  const megabytes = asInteger(value, what);
  if (megabytes < 128 || !Number.isInteger(Math.log2(megabytes))) {
    throw invalidInput(what, 'must be a power of 2, at least 128');
  }
  return megabytes;
}

export function asBoolean(value: unknown, what: string): boolean {
  if (typeof value !== 'boolean') throw invalidInput(what, 'must be a boolean');
  return value;
}

/** Reads a property; `undefined` if it is missing, `null` if it is null. */
export function optional<T>(
  fields: Fields,
  name: string,
  read: (value: unknown, what: string) => T,
): T | null | undefined {
  const value = fields[name];
  return value === undefined || value === null ? value : read(value, name);
}

export function readFields(
  fields: Fields,
  properties: Readonly<Record<string, (value: unknown, what: string) => unknown>>,
  prefix = '',
): Fields {
  const present = Object.entries(properties).filter(([name]) => fields[name] !== undefined);
  return Object.fromEntries(present.map(([name, read]) => [name, read(fields[name], `${prefix}${name}`)]));
}

/** @throws ApiFailure if the request body is not a JSON object. */
export function jsonBody(request: RecordedRequest): Fields {
  const contentType = request.headers['content-type'] ?? '';
  if (!/^application\/json\b/i.test(contentType)) {
    const message = `The request's Content-Type must be application/json, not "${contentType}".`;
    throw new ApiFailure(400, 'invalid-content-type-header', message);
  }
  if (request.json === undefined) throw invalidInput('The request body', 'is not valid JSON');
  return asObject(request.json, 'The request body');
}
