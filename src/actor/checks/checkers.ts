import type { SchemaProblem } from '../schema-problem.ts';
import { checkFieldValues } from './field-values.ts';
import type { SchemaKind } from './find-schemas.ts';
import { checkInputSchema } from './input-schema.ts';
import { checkStorageSchema } from './storage-schemas.ts';

/** Checks that require the validator and Apify's schemas. */
export function checkSchema(kind: SchemaKind, schema: unknown): readonly SchemaProblem[] {
  if (kind !== 'input') return checkStorageSchema(kind, schema);
  return [...checkInputSchema(schema), ...checkFieldValues(schema)];
}
