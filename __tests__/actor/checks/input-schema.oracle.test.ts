import { validateInputSchema } from '@apify/input_schema';
import { describe, expect, test } from '@jest/globals';
import { Ajv2019, type AnySchema, type ErrorObject, type ValidateFunction } from 'ajv/dist/2019.js';
import { checkInputSchema } from '../../../src/actor/checks/input-schema.ts';
import { type Mutant, mutantsOf, validSchemas } from '../../support/input-schemas.ts';

const ajv = new Ajv2019({ strict: false, unicodeRegExp: false });
const compiled = new Map<string, ValidateFunction>();

/** Compiles each of Apify's schemas once: `@apify/input_schema` makes a new object of each for every field. */
const validator = {
  errors: null as ErrorObject[] | null | undefined,
  getSchema: (id: string) => ajv.getSchema(id),
  validate(schema: AnySchema, value: unknown): boolean {
    const key = JSON.stringify(schema);
    const validate = compiled.get(key) ?? ajv.compile(JSON.parse(key.replace(/"\$id":"[^"]*",/, '')));
    compiled.set(key, validate);
    const isValid = validate(value) === true;
    this.errors = validate.errors;
    return isValid;
  },
};

/** The message of Apify's own validator; undefined for a schema that it accepts. */
function apifyVerdict(schema: unknown): string | undefined {
  try {
    validateInputSchema(validator as never, schema as never);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

describe.each(validSchemas)('%s', (_name, schema) => {
  test('is accepted by Apify and has no problems', () => {
    expect([apifyVerdict(schema), checkInputSchema(schema)]).toEqual([undefined, []]);
  });

  test('has a problem after exactly those mutations that Apify rejects', () => {
    const differences = sampleOf(mutantsOf(schema)).flatMap(({ mutation, schema: mutant }) => {
      const verdict = apifyVerdict(mutant);
      const problems = checkInputSchema(mutant);
      return (verdict === undefined) === (problems.length === 0) ? [] : [{ mutation, verdict, problems }];
    });
    expect(differences).toEqual([]);
  });
});

test('there are at least 300 mutants', () => {
  expect(validSchemas.flatMap(([, schema]) => sampleOf(mutantsOf(schema))).length).toBeGreaterThan(300);
});

/** Every seventh mutant, because all of them take a minute. A prime number selects other mutations at each place. */
function sampleOf(mutants: readonly Mutant[]): readonly Mutant[] {
  return mutants.filter((_mutant, index) => index % 7 === 0);
}
