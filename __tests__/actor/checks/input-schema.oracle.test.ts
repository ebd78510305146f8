import { validateInputSchema } from '@apify/input_schema';
import { describe, expect, test } from '@jest/globals';
import { createInputSchemaValidator } from '../../../emulator/schema-check.ts';
import { checkInputSchema } from '../../../src/actor/checks/input-schema.ts';
import { type Mutant, mutantsOf, validSchemas } from '../../support/input-schemas.ts';

const validator = createInputSchemaValidator();

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

  test('has a problem after a mutation if and only if Apify rejects it', () => {
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

/**
 * Only every seventh mutant, because all mutants take a minute. The number is prime, so each place has different
 * mutations.
 */
function sampleOf(mutants: readonly Mutant[]): readonly Mutant[] {
  return mutants.filter((_mutant, index) => index % 7 === 0);
}
