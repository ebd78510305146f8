import type { SchemaProblem } from '../schema-problem.ts';

/**
 * The property is required by https://docs.apify.com/platform/actors/development/actor-definition/actor-json, but Apify
 * also builds without it.
 */
export function checkActorSpecification(actorJson: Readonly<Record<string, unknown>>): readonly SchemaProblem[] {
  if ((actorJson['actorSpecification'] ?? undefined) !== undefined) return [];
  const hint = 'Add "actorSpecification": 1.';
  return [{ level: 'warning', path: [], message: 'has no actorSpecification', hint }];
}
