import { asObject } from '../named-files.ts';
import { type SchemaProblem, warningAt } from '../schema-problem.ts';

/** https://docs.apify.com/platform/actors/development/actor-definition/actor-json */
const KEYS = [
  ...['$schema', 'actorSpecification', 'name', 'title', 'description', 'version', 'buildTag', 'environmentVariables'],
  ...['dockerfile', 'dockerContextDir', 'readme', 'changelog', 'minMemoryMbytes', 'maxMemoryMbytes'],
  ...['defaultMemoryMbytes', 'input', 'inputSchema', 'output', 'outputSchema', 'storages', 'usesStandbyMode'],
  ...['webServerSchema', 'webServerMcpPath'],
];
const STORAGE_KEYS = ['dataset', 'datasets', 'keyValueStore', 'keyValueStores'];

/** Finds unknown keys in actor.json that are probably typos of a known key. Apify ignores unknown keys. */
export function checkKeySpelling(actorJson: Readonly<Record<string, unknown>>): readonly SchemaProblem[] {
  const check = (keys: readonly string[], object: unknown, above: readonly string[]): readonly SchemaProblem[] =>
    Object.keys(asObject(object)).flatMap((key) => {
      const meant = keys.includes(key) ? undefined : keys.find((known) => isAlmost(key, known));
      if (meant === undefined) return [];
      const message = 'is not a key of actor.json, so Apify ignores it';
      return [warningAt([...above, key], message, `Did you mean ${meant}?`)];
    });
  return [...check(KEYS, actorJson, []), ...check(STORAGE_KEYS, actorJson['storages'], ['storages'])];
}

/** Whether two words differ only in letter case, or by one letter that is added, missing or different. */
function isAlmost(a: string, b: string): boolean {
  if (a.toLowerCase() === b.toLowerCase()) return true;
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return Math.max(a.length, b.length) - start - end <= 1;
}
