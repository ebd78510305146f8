import { type SchemaProblem, warningAt } from '../schema-problem.ts';

/**
 * The property is required by https://docs.apify.com/platform/actors/development/actor-definition/actor-json, but Apify
 * also builds without it.
 */
export function checkActorSpecification(actorJson: Readonly<Record<string, unknown>>): readonly SchemaProblem[] {
  if ((actorJson['actorSpecification'] ?? undefined) !== undefined) return [];
  return [warningAt([], 'has no actorSpecification', 'Add "actorSpecification": 1.')];
}
