import type { validateInputSchema } from '@apify/input_schema';
import type * as jsonSchemas from '@apify/json_schemas';
import type { Ajv2019 } from 'ajv/dist/2019.js';
import { schemaFilesOf } from './build-definition.ts';
import type { BuildInput } from './platform.ts';

/**
 * Loads Apify's validators only for builds with schemas. `require` is used because Jest does not allow `import()` in
 * concurrent tests.
 */
const require = process.getBuiltinModule('node:module').createRequire(import.meta.url);

/** Checks the schemas of a build like Apify. @returns why the build fails, in the words of Apify's own validators. */
export function findSchemaProblem(got: BuildInput): string | undefined {
  for (const { kind, text } of schemaFilesOf(got)) {
    try {
      const value: never = JSON.parse(text) as never;
      if (kind === 'input') checkInputSchema(value);
      else checkStorageSchema(kind, value);
    } catch (error) {
      return `ERROR: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
  return undefined;
}

function checkInputSchema(schema: never): void {
  const apify = require('@apify/input_schema') as { readonly validateInputSchema: typeof validateInputSchema };
  const ajv = require('ajv/dist/2019') as { readonly Ajv2019: typeof Ajv2019 };
  const validate: (validator: never, schema: never) => void = apify.validateInputSchema;
  validate(new ajv.Ajv2019({ strict: false, unicodeRegExp: false }) as never, schema);
}

function checkStorageSchema(kind: 'dataset' | 'keyValueStore' | 'output', schema: never): void {
  const apify = require('@apify/json_schemas') as typeof jsonSchemas;
  const validate = {
    dataset: apify.getDatasetSchemaValidator,
    keyValueStore: apify.getKeyValueStoreSchemaValidator,
    output: apify.getOutputSchemaValidator,
  }[kind]();
  if (validate(schema)) return;
  const [{ instancePath = '', message = 'is not valid' } = {}] = validate.errors ?? [];
  throw new Error(`The ${kind} schema is not valid (${instancePath} ${message})`);
}
