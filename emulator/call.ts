import { invalidInput, notFound } from './api-failure.ts';
import type { ApiResponse } from './api-response.ts';
import type { BuildRunner } from './build-runner.ts';
import type { Timers } from './clock.ts';
import type { Platform, StoredActor, StoredVersion } from './platform.ts';
import type { RecordedRequest } from './recorded-request.ts';
import type { ReceivedBody } from './request-body.ts';
import type { RunRunner } from './run-runner.ts';

/** Options that make the server behave differently from Apify's current API. */
export interface ServerQuirks {
  /** Whether new stores have a key that signs the URLs of records. */
  readonly signedRecords: boolean;
  /** Whether `actorPath` is ignored, as on a server that does not support it yet. */
  readonly ignoresActorPath: boolean;
  /** The owner's ID if the account is an organization. */
  readonly organizationOwnerUserId: string | undefined;
  /** The memory for all builds and runs in progress, in megabytes. Infinity means no limit. */
  readonly memoryLimitMbytes: number;
}

/** An accepted request. Its token and its body are valid. */
export interface Call extends ServerQuirks {
  readonly platform: Platform;
  readonly timers: Timers;
  readonly request: RecordedRequest;
  readonly received: ReceivedBody;
  /** The decoded variable parts of the path. */
  readonly params: Readonly<Record<string, string>>;
  /** False if the request has no token and the endpoint does not require one. */
  readonly authorised: boolean;
  readonly url: string;
  readonly builds: BuildRunner;
  readonly runs: RunRunner;
}

export type Endpoint = (call: Call) => ApiResponse | Promise<ApiResponse>;

export function param(call: Call, name: string): string {
  const value = call.params[name];
  if (value === undefined) throw new Error(`The route has no ${name}`);
  return value;
}

export function actorOf(call: Call, missing = notFound('Actor')): StoredActor {
  const actor = call.platform.findActor(param(call, 'actorId'));
  if (actor === undefined) throw missing;
  return actor;
}

export function versionOf(call: Call, missingActor = notFound('Actor')): StoredVersion {
  const version = actorOf(call, missingActor).versions.find(
    ({ versionNumber }) => versionNumber === param(call, 'versionNumber'),
  );
  if (version === undefined) throw notFound('Actor version');
  return version;
}

/**
 * Reads an integer from the query. Values above `max` are reduced to `max`.
 * @throws ApiFailure if the value is not an integer or is below `min`.
 */
export function wholeNumber(
  call: Call,
  name: string,
  bounds: { readonly min: number; readonly max?: number; readonly otherwise: number },
): number {
  const text = call.request.query.get(name);
  if (text === null || text === '') return bounds.otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < bounds.min) {
    throw invalidInput(`Query parameter ${name}`, `must be a whole number from ${bounds.min}`);
  }
  return Math.min(value, bounds.max ?? value);
}

/** @throws ApiFailure if it is not a positive number. */
export function decimal(call: Call, name: string): number | undefined {
  const text = call.request.query.get(name);
  if (text === null || text === '') return undefined;
  const value = Number(text);
  if (!(value > 0)) throw invalidInput(`Query parameter ${name}`, 'must be a number greater than 0');
  return value;
}

/** Reads a flag from the query. Only `1` and `true` set it. */
export function flag(call: Call, name: string): boolean {
  return /^(1|true)$/.test(call.request.query.get(name) ?? '');
}

/** Reads the origin of a build or run. https://docs.apify.com/api/v2/actor-build-get (`RunOrigin`) */
export function originOf({ request }: Call): string {
  const origin = request.headers['x-apify-request-origin'] ?? '';
  return ['DEVELOPMENT', 'WEB', 'CLI', 'CI'].includes(origin) ? origin : 'API';
}

/** Returns the page of a list that `limit`, `offset` and `desc` select. https://docs.apify.com/api/v2#pagination */
export function takePage<T>(call: Call, all: readonly T[], show: (item: T) => object): object {
  // In the API, 0 means no limit.
  const limit = wholeNumber(call, 'limit', { min: 0, max: 1000, otherwise: 1000 }) || 1000;
  const offset = wholeNumber(call, 'offset', { min: 0, otherwise: 0 });
  const desc = flag(call, 'desc');
  const items = (desc ? all.toReversed() : all).slice(offset, offset + limit).map(show);
  return { total: all.length, count: items.length, offset, limit, desc, items };
}
