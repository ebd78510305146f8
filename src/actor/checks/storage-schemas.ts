import type { SchemaProblem } from '../schema-problem.ts';
import { dataset, findErrors, keyValueStore, output, toProblem } from './apify-schemas.ts';

const schemas = { dataset, 'key-value-store': keyValueStore, output };

/** @see https://docs.apify.com/platform/actors/development/actor-definition */
export function checkStorageSchema(kind: keyof typeof schemas, schema: unknown): readonly SchemaProblem[] {
  return findErrors(schema, schemas[kind]).map((unit) => toProblem(unit, schema));
}
