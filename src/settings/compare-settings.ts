import { isDeepStrictEqual } from 'node:util';
import { documentedKeys } from '../actor/settings.ts';
import type { ActorSettings } from '../apify/api.ts';

export interface SettingChange {
  readonly key: string;
  readonly before: unknown;
  /** The complete value to send. */
  readonly after: unknown;
}

/**
 * Returns the settings that differ from those on Apify, with the values to send. The API replaces objects as a whole,
 * so each object includes the documented values that the file does not set. Pure.
 */
export function compareSettings(
  settings: ActorSettings,
  actor: Readonly<Record<string, unknown>>,
): readonly SettingChange[] {
  return Object.entries(settings).flatMap(([key, value]: readonly [string, unknown]) => {
    if (key !== 'defaultRunOptions' && key !== 'actorStandby') return changeOf(key, actor[key] ?? null, value);
    const before = documented(key, actor[key]);
    return changeOf(key, before, { ...before, ...documented(key, value) });
  });
}

function documented(key: 'defaultRunOptions' | 'actorStandby', value: unknown): Readonly<Record<string, unknown>> {
  const known = Object.entries(value ?? {}).filter(([name]) => documentedKeys(key).includes(name));
  return Object.fromEntries(known);
}

function changeOf(key: string, before: unknown, after: unknown): readonly SettingChange[] {
  return isDeepStrictEqual(after, before) ? [] : [{ key, before, after }];
}
