import type { Schema } from '@cfworker/json-schema';
import { errorAt, isObject, type SchemaProblem } from '../schema-problem.ts';
import { findErrors, inputSchema, isKnownValue, pathOf, toProblem } from './apify-schemas.ts';
import type { Mistake } from './explain-errors.ts';

type Definition = Schema & { readonly title: string; readonly properties: Readonly<Record<string, Schema>> };

const definitions = Object.values(inputSchema['definitions']) as readonly Definition[];
const fieldDefinitions = definitions.filter(({ title }) => !/^(?:Utils|Component|Sub-schema):/.test(title));
const subFieldDefinitions = definitions.filter(({ title }) => title.startsWith('Sub-schema:'));

/** The schema of the whole file. It accepts any object as a field, because fields are checked one by one. */
const structure: Schema = {
  ...inputSchema,
  properties: { ...inputSchema['properties'], properties: { type: 'object' } },
};

/**
 * Finds the errors in an input schema. The result is the same as that of Apify's `@apify/input_schema`, except that the
 * latter stops at the first error.
 * @see https://github.com/apify/apify-shared-js/blob/master/packages/input_schema/src/input_schema.ts
 */
export function checkInputSchema(schema: unknown): readonly SchemaProblem[] {
  const problems = findErrors(schema, structure, { root: inputSchema }).map((unit) => toProblem(unit, schema));
  if (!isObject(schema) || !isObject(schema['properties'])) return problems;
  const { properties } = schema;
  for (const [key, field] of Object.entries(properties)) {
    problems.push(...checkField(field, ['properties', key], fieldDefinitions));
  }
  problems.push(...checkRequired(schema['required'], properties));
  if (problems.length > 0) return problems;
  // Each field is valid on its own, but it may match several alternatives although only one is allowed.
  return findErrors(schema, inputSchema).map((unit) => toProblem(unit, schema));
}

function checkRequired(required: unknown, properties: Readonly<Record<string, unknown>>): readonly SchemaProblem[] {
  if (!Array.isArray(required)) return [];
  return required.flatMap((name, index) => {
    if (typeof name !== 'string' || properties[name]) return [];
    const hint = `Define the field ${name} in properties, or remove it from required.`;
    return [errorAt(['required', String(index)], `names ${name}, which has no property`, hint)];
  });
}

function checkField(
  field: unknown,
  path: readonly string[],
  candidates: readonly Definition[],
): readonly SchemaProblem[] {
  if (!isObject(field)) {
    return [errorAt(path, 'is not an object', 'Define the field as an object with type, title and description.')];
  }
  const below = [...checkSubFields(field, path), ...checkItems(field, path)];
  return [
    ...below,
    ...checkOwnKeys(field, path, candidates, below.length > 0),
    ...checkPattern(field['pattern'], path),
  ];
}

/** Checks the fields of an object, nested fields first, so that an error is reported at the innermost field. */
function checkSubFields(field: Readonly<Record<string, unknown>>, path: readonly string[]): readonly SchemaProblem[] {
  const { type, properties } = field;
  if (type !== 'object' || !isObject(properties)) return [];
  return Object.entries(properties).flatMap(([key, sub]) =>
    checkField(sub, [...path, 'properties', key], subFieldDefinitions),
  );
}

/** Checks the fields of objects in an array, at any depth. */
function checkItems(
  { type, items }: Readonly<Record<string, unknown>>,
  path: readonly string[],
): readonly SchemaProblem[] {
  if (type !== 'array' || !isObject(items)) return [];
  return [...checkSubFields(items, [...path, 'items']), ...checkItems(items, [...path, 'items'])];
}

function checkOwnKeys(
  field: Readonly<Record<string, unknown>>,
  path: readonly string[],
  candidates: readonly Definition[],
  isReportedBelow: boolean,
): readonly SchemaProblem[] {
  for (const key of ['patternKey', 'patternValue']) {
    if (key in field) {
      const hint = `Remove it. See https://docs.apify.com/platform/actors/development/actor-definition/input-schema/specification/v1`;
      return [errorAt([...path, key], 'is no longer supported by Apify', hint)];
    }
  }
  const definition = definitionOf(field, candidates);
  if (definition === undefined) return [unknownType(field['type'], path)];
  const isReported = ({ instanceLocation, keyword }: Mistake): boolean =>
    isReportedBelow && isConsequence(pathOf(instanceLocation), keyword);
  const units = findErrors(field, definition, { root: inputSchema, isReported }).filter((unit) => !isReported(unit));
  // If a key is wrong, the alternative that allows its neighbors fails too. In that case, report only keys that no
  // alternative allows.
  const hasCause = units.some(({ keyword, isInChoice = false }) => keyword !== 'false' || isInChoice);
  const problems = units
    .map((unit) => ({ unit, problem: toProblem(unit, field, path) }))
    .filter(({ unit: { keyword, isInChoice = false }, problem }) => {
      const mayFollow = keyword === 'false' && !isInChoice && hasCause;
      return !mayFollow || !isKeyOf(definition, problem.path.at(-1));
    })
    .map(({ problem }) => problem);
  // Two definitions of a field may reject the same value. The one with the longer list of values is the more general
  // one.
  const sorted = problems.toSorted((a, b) => b.hint.length - a.hint.length);
  return problems.filter(
    (problem) =>
      sorted.find(({ path: at, message }) => `${at}${message}` === `${problem.path}${problem.message}`) === problem,
  );
}

/** Whether an error in a field only repeats an error in a nested field. */
function isConsequence(path: readonly string[], keyword: string): boolean {
  if (keyword === 'oneOf' || keyword === 'anyOf' || isInFields(path)) return true;
  return keyword === 'false' && (path.at(-1) === 'properties' || path.at(-1) === 'items');
}

function isInFields(path: readonly string[]): boolean {
  return path.includes('properties') && path.length > path.indexOf('properties') + 1;
}

/** Whether any part of the definition has the key. */
function isKeyOf(definition: unknown, key: string | undefined): boolean {
  if (Array.isArray(definition)) return definition.some((part) => isKeyOf(part, key));
  if (!isObject(definition)) return false;
  const { properties } = definition;
  if (key !== undefined && isObject(properties) && Object.hasOwn(properties, key)) return true;
  return Object.values(definition).some((part) => isKeyOf(part, key));
}

/** Returns the definition that Apify uses to check a field of this type. */
function definitionOf(
  field: Readonly<Record<string, unknown>>,
  candidates: readonly Definition[],
): Definition | undefined {
  const { type } = field;
  const matching = candidates.filter(({ properties }) => {
    const allowed = properties['type']?.enum;
    return allowed === undefined ? Array.isArray(type) : allowed[0] === type;
  });
  if (matching.length < 2) return matching[0];
  const has = (key: string) => (definition: Definition) => definition.properties[key] !== undefined;
  if (field['enum']) return matching.findLast(has('enum'));
  if (field['resourceType']) return matching.findLast(has('resourceType'));
  return matching.findLast((definition) => !has('enum')(definition) && !has('resourceType')(definition));
}

function unknownType(type: unknown, path: readonly string[]): SchemaProblem {
  if (type === undefined) return errorAt(path, 'has no type', 'Add type, for example "type": "string".');
  const level = typeof type === 'string' && !isKnownValue(type) ? 'warning' : 'error';
  const hint = 'Use string, array, object, integer, number or boolean.';
  return { level, path: [...path, 'type'], message: 'is not a field type that Apify knows', hint };
}

function checkPattern(pattern: unknown, path: readonly string[]): readonly SchemaProblem[] {
  if (typeof pattern !== 'string') return [];
  try {
    new RegExp(pattern);
    return [];
  } catch (error) {
    const hint = `Correct the regular expression: ${error instanceof Error ? error.message : String(error)}`;
    return [errorAt([...path, 'pattern'], 'is not a valid regular expression', hint)];
  }
}
