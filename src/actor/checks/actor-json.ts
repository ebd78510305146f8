import type { SchemaProblem } from './schema-problem.ts';

/** https://docs.apify.com/platform/actors/development/actor-definition/actor-json */
const KEYS = [
  ...['$schema', 'actorSpecification', 'name', 'title', 'description', 'version', 'buildTag', 'environmentVariables'],
  ...['dockerfile', 'dockerContextDir', 'readme', 'changelog', 'minMemoryMbytes', 'maxMemoryMbytes'],
  ...['defaultMemoryMbytes', 'input', 'inputSchema', 'output', 'outputSchema', 'storages', 'usesStandbyMode'],
  ...['webServerSchema', 'webServerMcpPath'],
] as const;

/** What a deployment of actor.json does not need, but a build or the Store may miss. */
export function checkActorJson(actorJson: Readonly<Record<string, unknown>>): readonly SchemaProblem[] {
  return [...checkSpelling(actorJson), ...checkSpecification(actorJson), ...checkMemory(actorJson)];
}

/** Apify allows unknown keys; one that almost equals a known key is a typing mistake. */
function checkSpelling(actorJson: Readonly<Record<string, unknown>>): readonly SchemaProblem[] {
  return Object.keys(actorJson).flatMap((key) => {
    if (KEYS.some((known) => known === key)) return [];
    const meant = KEYS.find((known) => !Object.hasOwn(actorJson, known) && isAlmost(key, known));
    if (meant === undefined) return [];
    return [
      { level: 'warning', path: [key], message: 'is not a key that Apify knows', hint: `Did you mean ${meant}?` },
    ];
  });
}

/** Whether two words differ in letter case only, or in one letter that is added, missing or another. */
export function isAlmost(word: string, known: string): boolean {
  const [a, b] = [word.toLowerCase(), known.toLowerCase()];
  if (a === b) return true;
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return Math.max(a.length, b.length) - start - end <= 1;
}

function checkSpecification(actorJson: Readonly<Record<string, unknown>>): readonly SchemaProblem[] {
  if (actorJson['actorSpecification'] !== undefined) return [];
  const hint = 'Add "actorSpecification": 1.';
  return [{ level: 'warning', path: [], message: 'has no actorSpecification', hint }];
}

function checkMemory(actorJson: Readonly<Record<string, unknown>>): readonly SchemaProblem[] {
  const { minMemoryMbytes: least, maxMemoryMbytes: most } = actorJson;
  if (typeof least !== 'number' || typeof most !== 'number' || least <= most) return [];
  const hint = 'Lower minMemoryMbytes or raise maxMemoryMbytes.';
  return [
    { level: 'error', path: ['minMemoryMbytes'], message: `is ${least}, more than maxMemoryMbytes (${most})`, hint },
  ];
}
