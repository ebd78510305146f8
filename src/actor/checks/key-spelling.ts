import { type SchemaProblem, warningAt } from '../schema-problem.ts';

/** https://docs.apify.com/platform/actors/development/actor-definition/actor-json */
const KEYS = [
  ...['$schema', 'actorSpecification', 'name', 'title', 'description', 'version', 'buildTag', 'environmentVariables'],
  ...['dockerfile', 'dockerContextDir', 'readme', 'changelog', 'minMemoryMbytes', 'maxMemoryMbytes'],
  ...['defaultMemoryMbytes', 'input', 'inputSchema', 'output', 'outputSchema', 'storages', 'usesStandbyMode'],
  ...['webServerSchema', 'webServerMcpPath'],
] as const;

/** Finds unknown keys in actor.json that are probably typos of a known key. Apify ignores unknown keys. */
export function checkKeySpelling(actorJson: Readonly<Record<string, unknown>>): readonly SchemaProblem[] {
  return Object.keys(actorJson).flatMap((key) => {
    if (KEYS.some((known) => known === key)) return [];
    const meant = KEYS.find((known) => isAlmost(key, known));
    if (meant === undefined) return [];
    return [warningAt([key], 'is not a key of actor.json, so Apify ignores it', `Did you mean ${meant}?`)];
  });
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
