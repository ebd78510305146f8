import type { validateInputSchema } from '@apify/input_schema';
import type * as jsonSchemas from '@apify/json_schemas';
import type { Ajv2019, AnySchema, ErrorObject, ValidateFunction } from 'ajv/dist/2019.js';
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

/** The part of Ajv that `validateInputSchema` uses. */
interface Validator {
  getSchema: Ajv2019['getSchema'];
  validate(schema: AnySchema, value: unknown): boolean;
  errors: ErrorObject[] | null | undefined;
}

let validator: Validator | undefined;

function checkInputSchema(schema: never): void {
  const apify = require('@apify/input_schema') as { readonly validateInputSchema: typeof validateInputSchema };
  const validate: (validator: never, schema: never) => void = apify.validateInputSchema;
  validator ??= createInputSchemaValidator();
  validate(validator as never, schema);
}

/**
 * Compiles each of Apify's schemas once, which takes 0.3 seconds. `@apify/input_schema` creates a new schema object for
 * every field, so Ajv itself would compile each schema again.
 */
export function createInputSchemaValidator(): Validator {
  const { Ajv2019: Ajv } = require('ajv/dist/2019') as { readonly Ajv2019: typeof Ajv2019 };
  const ajv = new Ajv({ strict: false, unicodeRegExp: false, code: { optimize: false } });
  const compiled = new Map<string, ValidateFunction>();
  return {
    errors: undefined,
    getSchema: (id) => ajv.getSchema(id),
    validate(schema, value) {
      const key = JSON.stringify(schema);
      // Ajv does not compile two schemas with the same ID.
      const validate = compiled.get(key) ?? ajv.compile(JSON.parse(key.replace(/"\$id":"[^"]*",/, '')));
      compiled.set(key, validate);
      const isValid = validate(value) === true;
      this.errors = validate.errors;
      return isValid;
    },
  };
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
