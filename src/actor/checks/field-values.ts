import { runInNewContext } from 'node:vm';
import { codeOf } from '../../errors.ts';
import { formatCount } from '../../text.ts';
import { isObject, type SchemaProblem } from '../schema-problem.ts';

/** Time limits in milliseconds, for one value and for all values of a schema. Nothing else runs during the matching. */
const patternLimits = { oneMs: 1_000, allMs: 10_000 };

interface PatternTime {
  readonly oneMs: number;
  /** The time that is left for the rest of the schema. */
  leftMs: number;
}

/**
 * Finds prefills and defaults that violate the rules of their own field. Apify builds such an Actor, but the Store's
 * daily test, which runs it with the prefilled input, fails.
 * @see https://docs.apify.com/platform/actors/publishing/test
 */
export function checkFieldValues(inputSchema: unknown, limits = patternLimits): readonly SchemaProblem[] {
  if (!isObject(inputSchema) || !isObject(inputSchema['properties'])) return [];
  const time = { oneMs: limits.oneMs, leftMs: limits.allMs };
  return Object.entries(inputSchema['properties']).flatMap(([key, field]) =>
    checkField(field, ['properties', key], time),
  );
}

function checkField(field: unknown, path: readonly string[], time: PatternTime): readonly SchemaProblem[] {
  if (!isObject(field)) return [];
  const own = ['prefill', 'default'].flatMap((key) => {
    const rule = field[key] === undefined ? undefined : brokenRule(field[key], field, time);
    if (rule === undefined) return [];
    const hint = `Correct the value or the rule. The Store's daily test runs the Actor with the prefilled input.`;
    return [{ level: 'warning', path: [...path, key], message: rule, hint } as const];
  });
  const below = isObject(field['properties'])
    ? Object.entries(field['properties']).flatMap(([key, sub]) => checkField(sub, [...path, 'properties', key], time))
    : [];
  return [...own, ...below];
}

/** Returns the end of a sentence that begins with the value; undefined if the value follows all rules. */
function brokenRule(value: unknown, field: Readonly<Record<string, unknown>>, time: PatternTime): string | undefined {
  const limit = (key: string): number | undefined => (typeof field[key] === 'number' ? field[key] : undefined);
  /** @param unit empty if the size is the number itself. */
  const outside = (size: number, least: string, most: string, unit = ''): string | undefined => {
    const fact = unit === '' ? `is ${size}` : `has ${formatCount(size, unit)}`;
    if (size < (limit(least) ?? -Infinity)) return `${fact}, but ${least} is ${limit(least)}`;
    if (size > (limit(most) ?? Infinity)) return `${fact}, but ${most} is ${limit(most)}`;
    return undefined;
  };
  if (Array.isArray(field['enum']) && typeof value === 'string' && !field['enum'].includes(value)) {
    return 'is not one of the values in enum';
  }
  if (typeof value === 'number') return outside(value, 'minimum', 'maximum');
  if (typeof value === 'string') {
    const wrongLength = outside([...value].length, 'minLength', 'maxLength', 'character');
    return wrongLength ?? brokenPattern(value, field['pattern'], time);
  }
  if (Array.isArray(value)) {
    const repeats = new Set(value.map((item) => JSON.stringify(item))).size < value.length;
    if (field['uniqueItems'] === true && repeats) return 'repeats an item, but uniqueItems is true';
    return outside(value.length, 'minItems', 'maxItems', 'item') ?? brokenItem(value, field['items'], time);
  }
  if (isObject(value)) return outside(Object.keys(value).length, 'minProperties', 'maxProperties', 'key');
  return undefined;
}

function brokenItem(items: readonly unknown[], rules: unknown, time: PatternTime): string | undefined {
  if (!isObject(rules)) return undefined;
  for (const [index, item] of items.entries()) {
    const rule = brokenRule(item, rules, time);
    if (rule !== undefined) return `has item ${index}, which ${rule}`;
  }
  return undefined;
}

/** Matches in a separate context, which is the only way to stop a regular expression that backtracks endlessly. */
function brokenPattern(value: string, pattern: unknown, time: PatternTime): string | undefined {
  if (typeof pattern !== 'string' || pattern === '') return undefined;
  if (time.leftMs <= 0) return 'was not matched against the pattern of its field, because other patterns took too long';
  try {
    const matches: unknown = runInNewContext(
      'new RegExp(pattern).test(value)',
      { pattern, value },
      { timeout: time.oneMs },
    );
    return matches === true ? undefined : 'does not match the pattern of its field';
  } catch (error) {
    // A pattern that does not compile is reported separately.
    if (codeOf(error) !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
    time.leftMs -= time.oneMs;
    return `could not be matched against the pattern of its field within ${time.oneMs / 1000} second`;
  }
}
