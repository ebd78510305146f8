import type { SchemaProblem } from '../schema-problem.ts';
import { findErrors, storageSchemas, toProblem } from './apify-schemas.ts';

/** @see https://docs.apify.com/platform/actors/development/actor-definition */
export function checkStorageSchema(kind: keyof typeof storageSchemas, schema: unknown): readonly SchemaProblem[] {
  return findErrors(schema, storageSchemas[kind]).map((unit) => toProblem(unit, schema));
}
