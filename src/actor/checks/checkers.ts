import type { SchemaProblem } from '../schema-problem.ts';
import { checkFieldValues } from './field-values.ts';
import type { SchemaKind } from './find-schemas.ts';
import { checkInputSchema } from './input-schema.ts';
import { checkDatasetSchema, checkKeyValueStoreSchema, checkOutputSchema } from './storage-schemas.ts';

/** Checks that require the validator and Apify's schemas. */
export const checkers: Readonly<Record<SchemaKind, (schema: unknown) => readonly SchemaProblem[]>> = {
  input: (schema) => [...checkInputSchema(schema), ...checkFieldValues(schema)],
  dataset: checkDatasetSchema,
  'key-value-store': checkKeyValueStoreSchema,
  output: checkOutputSchema,
};
