import type { Fields } from './fields.ts';

interface Property {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
}

/**
 * Validates an input, but only the parts of the schema that tests need: required fields, types and enums.
 * @param schema if there is no schema, all inputs are valid.
 * @returns the problem, in the words of the API.
 */
export function checkInput(schema: unknown, input: Fields): string | undefined {
  const { properties = {}, required = [] } = (schema ?? {}) as {
    properties?: Record<string, Property>;
    required?: readonly string[];
  };
  const withDefaults = {
    ...Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, property.default])),
    ...input,
  };
  const missing = required.find((name) => withDefaults[name] === undefined);
  if (missing !== undefined) return `Input is not valid: Field input.${missing} is required`;
  for (const [name, { type, enum: values }] of Object.entries(properties)) {
    const value = withDefaults[name];
    if (value === undefined) continue;
    if (type !== undefined && !hasType(value, type)) return `Input is not valid: Field input.${name} must be ${type}`;
    if (values !== undefined && !values.includes(value)) {
      const allowed = values.map((allowedValue) => JSON.stringify(allowedValue)).join(', ');
      return `Input is not valid: Field input.${name} must be equal to one of the allowed values: ${allowed}`;
    }
  }
  return undefined;
}

function hasType(value: unknown, type: string): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}
