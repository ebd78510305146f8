import type { Answer } from './answer.ts';
import { invalidInput, notFound } from './api-failure.ts';
import type { BuildRunner } from './build-runner.ts';
import type { Platform, StoredActor, StoredVersion } from './platform.ts';
import type { RecordedRequest } from './recorded-request.ts';
import type { ReceivedBody } from './request-body.ts';
import type { Timers } from './timers.ts';

/** Ways in which a server may differ from Apify's current API. */
export interface ServerQuirks {
  /** Whether new stores get a key to sign the URLs of records with. */
  readonly signedRecords: boolean;
  /** Whether the server neither stores nor returns `actorPath`, like a server that is older than the property. */
  readonly ignoresActorPath: boolean;
  /** The owner's ID, if the account is an organization. */
  readonly organizationOwnerUserId: string | undefined;
}

/** A request that reached its endpoint: authorised, its body accepted. */
export interface Call extends ServerQuirks {
  readonly platform: Platform;
  readonly timers: Timers;
  readonly request: RecordedRequest;
  readonly received: ReceivedBody;
  /** The path's variable parts by their names, decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** False where the endpoint takes requests without a token and there was none. */
  readonly authorised: boolean;
  /** Where the emulator is reached, without a trailing slash. */
  readonly url: string;
  readonly builds: BuildRunner;
}

export type Endpoint = (call: Call) => Answer | Promise<Answer>;

/** A variable part of the path that the route has for certain. */
export function param(call: Call, name: string): string {
  const value = call.params[name];
  if (value === undefined) throw new Error(`the route has no ${name}`);
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

/** @throws ApiFailure where it is no whole number from `min` to `max`. */
export function wholeNumber(call: Call, name: string, bounds: { min: number; max: number; otherwise: number }): number {
  const text = call.request.query.get(name);
  if (text === null || text === '') return bounds.otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < bounds.min) {
    throw invalidInput(`Query parameter ${name}`, `must be a whole number from ${bounds.min}`);
  }
  return Math.min(value, bounds.max);
}

/** The API's flags in a query: `1` and `true` are set, all else is not. */
export function flag(call: Call, name: string): boolean {
  return /^(1|true)$/.test(call.request.query.get(name) ?? '');
}

/** https://docs.apify.com/api/v2/actor-build-get (`RunOrigin`) */
export function originOf({ request }: Call): string {
  const origin = request.headers['x-apify-request-origin'] ?? '';
  return ['DEVELOPMENT', 'WEB', 'CLI', 'CI'].includes(origin) ? origin : 'API';
}

/** One page of a list, as `limit`, `offset` and `desc` ask for it. https://docs.apify.com/api/v2#pagination */
export function takePage<T>(call: Call, all: readonly T[], show: (item: T) => object): object {
  // The API takes 0 for no limit.
  const limit = wholeNumber(call, 'limit', { min: 0, max: 1000, otherwise: 1000 }) || 1000;
  const offset = wholeNumber(call, 'offset', { min: 0, max: Number.MAX_SAFE_INTEGER, otherwise: 0 });
  const desc = flag(call, 'desc');
  const items = (desc ? all.toReversed() : all).slice(offset, offset + limit).map(show);
  return { total: all.length, count: items.length, offset, limit, desc, items };
}
