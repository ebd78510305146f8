import {
  actorSchema,
  datasetSchema,
  inputSchema as inputJsonSchema,
  keyValueStoreSchema,
  outputSchema,
} from '@apify/json_schemas';
import type { OutputUnit, Schema } from '@cfworker/json-schema';
import { dereference, validate } from '@cfworker/json-schema';
import metaSchema from 'ajv/dist/refs/json-schema-draft-07.json' with { type: 'json' };
import { errorAt, isObject, type SchemaProblem, warningAt } from '../schema-problem.ts';
import { explainErrors, type IsReported, type Mistake } from './explain-errors.ts';

/** The schemas that Apify publishes. https://github.com/apify/apify-shared-js/tree/master/packages/json_schemas */
export const inputSchema = asSchema(inputJsonSchema);
export const storageSchemas = {
  dataset: asSchema(datasetSchema),
  'key-value-store': asSchema(keyValueStoreSchema),
  output: asSchema(outputSchema),
};

/** The type declarations of the two packages differ only in `type`. */
function asSchema(published: object): Schema {
  return published as Schema;
}

const lookups = new Map<Schema, Record<string, Schema | boolean>>();

/** Returns all errors in a value. @param more.root the schema in which references are resolved. */
export function findErrors(
  value: unknown,
  schema: Schema,
  { root = schema, isReported }: { readonly root?: Schema; readonly isReported?: IsReported } = {},
): readonly Mistake[] {
  const lookup = lookups.get(root) ?? dereference(root, dereference(asSchema(metaSchema)));
  lookups.set(root, lookup);
  // Stopping at the first error is many times faster, and most values have no errors.
  if (validate(value, schema, '2019-09', lookup, true).valid) return [];
  return explainErrors(validate(value, schema, '2019-09', lookup, false).errors, isReported);
}

/** Collects all keys and enum values in Apify's schemas. */
function collectNames(): { readonly keys: ReadonlySet<string>; readonly values: ReadonlySet<unknown> } {
  const keys = new Set<string>();
  const values = new Set<unknown>();
  const visit = (schema: unknown): void => {
    if (Array.isArray(schema)) schema.forEach(visit);
    if (!isObject(schema)) return;
    if (isObject(schema['properties'])) for (const key of Object.keys(schema['properties'])) keys.add(key);
    if (Array.isArray(schema['enum'])) for (const value of schema['enum']) values.add(value);
    if ('const' in schema) values.add(schema['const']);
    for (const part of Object.values(schema)) visit(part);
  };
  [actorSchema, datasetSchema, inputJsonSchema, keyValueStoreSchema, outputSchema].forEach(visit);
  return { keys, values };
}

let names: ReturnType<typeof collectNames> | undefined;

function isKnownKey(key: string): boolean {
  names ??= collectNames();
  return names.keys.has(key);
}

export function isKnownValue(value: unknown): boolean {
  names ??= collectNames();
  return names.values.has(value);
}

/**
 * Keys and values that Apify's schemas do not contain are warnings, because Apify may be newer than the schemas.
 * Everything else that Apify rejects is an error.
 */
export function toProblem(unit: OutputUnit, document: unknown, above: readonly string[] = []): SchemaProblem {
  const own = pathOf(unit.instanceLocation);
  const path = [...above, ...own];
  const value = valueAt(document, own);
  const key = path.at(-1) ?? '';
  const [, quoted = ''] = /"(.*)"/.exec(unit.error) ?? [];
  switch (unit.keyword) {
    case 'false':
      return isKnownKey(key)
        ? errorAt(path, 'is not allowed here', `Remove ${key}, or use a type or editor that has it.`)
        : warningAt(path, 'is not a key that Apify knows', `Check the spelling of ${key}.`);
    case 'required':
      return errorAt(path, `has no ${quoted}`, `Add ${quoted}.`);
    case 'type': {
      const [, expected = ''] = /Expected "(.*)"\.$/.exec(unit.error) ?? [];
      const types = expected.split('", "');
      const hint = `Use a value of the type ${types.join(' or ')}.`;
      const allowed = types.map((type) => typeNames[type]).join(' or ');
      return errorAt(path, `is ${describeType(value)}, not ${allowed}`, hint);
    }
    case 'enum':
    case 'const': {
      const level = typeof value === 'string' && !isKnownValue(value) ? 'warning' : 'error';
      const [, list = '[]'] = /(\[.*\]|"[^"]*"|true|false)\.$/.exec(unit.error) ?? [];
      const values: readonly unknown[] = [JSON.parse(list)].flat();
      const hint = `Use ${values.length === 1 ? '' : 'one of '}${values.map((one) => JSON.stringify(one)).join(', ')}.`;
      return { level, path, message: `has the value ${short(value)}, which Apify does not accept here`, hint };
    }
    case 'anyOf':
    case 'oneOf':
      return errorAt(path, 'does not have one of the forms that Apify accepts', formsHint(key));
    case 'not':
      return errorAt(path, 'has keys that cannot be used together', 'Keep one of them.');
    default:
      return errorAt(path, `violates the rule ${unit.keyword} of Apify's schema`, unit.error);
  }
}

function formsHint(key: string): string {
  return `See https://docs.apify.com/platform/actors/development/actor-definition for the forms of ${key || 'this file'}.`;
}

function short(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 100 ? `of ${text.length} characters` : text;
}

const typeNames: Readonly<Record<string, string>> = {
  null: 'null',
  array: 'an array',
  object: 'an object',
  integer: 'an integer',
  number: 'a number',
  string: 'a string',
  boolean: 'a boolean',
};

function describeType(value: unknown): string | undefined {
  return typeNames[value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value];
}

/** Splits a pointer such as `#/properties/a~1b` into keys. */
export function pathOf(location: string): readonly string[] {
  return location
    .split('/')
    .slice(1)
    .map((key) => decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~'));
}

function valueAt(document: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    document,
  );
}
