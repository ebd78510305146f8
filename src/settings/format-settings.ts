import { isDeepStrictEqual } from 'node:util';
import type { SettingChange } from './update-settings.ts';

/** In characters. A longer value is described, because redaction would not find a secret that is cut in two. */
const MAX_LENGTH = 1_000;

/** Formats one line for each value that changes. Without `before`, only the new value is shown. Pure. */
export function formatSettingChanges(changes: readonly SettingChange[]): readonly string[] {
  return changes.flatMap((change) => {
    const { key, before, after } = change;
    if (!('before' in change)) return [`${key}: ${formatValue(after)}`];
    if (!isRecord(after)) return [`${key}: ${formatValue(before)} → ${formatValue(after)}`];
    return Object.entries(after).flatMap(([name, value]) => {
      const old = isRecord(before) ? before[name] : undefined;
      if (isDeepStrictEqual(old, value)) return [];
      return [`${key}.${name}: ${formatValue(old)} → ${formatValue(value)}`];
    });
  });
}

function formatValue(value: unknown): string {
  if (value === undefined || value === null) return 'not set';
  const text = JSON.stringify(value);
  return text.length > MAX_LENGTH ? `a value of ${text.length} characters` : text;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
