import type { SchemaProblem } from '../schema-problem.ts';
import { dataset, findErrors, keyValueStore, output, toProblem } from './apify-schemas.ts';

/** https://docs.apify.com/platform/actors/development/actor-definition/dataset-schema */
export function checkDatasetSchema(schema: unknown): readonly SchemaProblem[] {
  return findErrors(schema, dataset).map((unit) => toProblem(unit, schema));
}

/** https://docs.apify.com/platform/actors/development/actor-definition/key-value-store-schema */
export function checkKeyValueStoreSchema(schema: unknown): readonly SchemaProblem[] {
  return findErrors(schema, keyValueStore).map((unit) => toProblem(unit, schema));
}

/** https://docs.apify.com/platform/actors/development/actor-definition/output-schema */
export function checkOutputSchema(schema: unknown): readonly SchemaProblem[] {
  return findErrors(schema, output).map((unit) => toProblem(unit, schema));
}
