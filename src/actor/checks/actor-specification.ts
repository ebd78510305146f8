import type { SchemaProblem } from '../schema-problem.ts';

/** https://docs.apify.com/platform/actors/development/actor-definition/actor-json requires it, and Apify builds without it. */
export function checkActorSpecification(actorJson: Readonly<Record<string, unknown>>): readonly SchemaProblem[] {
  if ((actorJson['actorSpecification'] ?? undefined) !== undefined) return [];
  const hint = 'Add "actorSpecification": 1.';
  return [{ level: 'warning', path: [], message: 'has no actorSpecification', hint }];
}
