import {
  getDatasetSchemaValidator,
  getKeyValueStoreSchemaValidator,
  getOutputSchemaValidator,
} from '@apify/json_schemas';
import { describe, expect, test } from '@jest/globals';
import { checkStorageSchema } from '../../../src/actor/checks/storage-schemas.ts';
import { mutantsOf } from '../../support/input-schemas.ts';

const dataset = {
  actorSpecification: 1,
  title: 'Results',
  fields: { type: 'object', properties: { url: { type: 'string', minLength: 1 } }, required: ['url'] },
  views: {
    overview: {
      title: 'Overview',
      transformation: { fields: ['url'], unwind: ['items'], desc: true },
      display: { component: 'table', options: {}, properties: { url: { label: 'URL' } } },
    },
  },
};
const keyValueStore = {
  actorKeyValueStoreSchemaVersion: 1,
  title: 'Files',
  collections: {
    images: { title: 'Images', contentTypes: ['image/png'], keyPrefix: 'image-' },
    report: { title: 'Report', key: 'REPORT', contentTypes: ['application/json'], jsonSchema: { type: 'object' } },
  },
};
const output = {
  actorOutputSchemaVersion: 1,
  title: 'Output',
  properties: { results: { type: 'string', title: 'Results', template: '{{links.apiDefaultDatasetUrl}}/items' } },
};

describe.each([
  ['dataset', dataset, getDatasetSchemaValidator()],
  ['key-value-store', keyValueStore, getKeyValueStoreSchemaValidator()],
  ['output', output, getOutputSchemaValidator()],
] as const)('the %s schema', (kind, schema, validate) => {
  const check = (value: unknown) => checkStorageSchema(kind, value);
  test('is accepted by Apify and has no problems', () => {
    expect([validate(schema), check(schema)]).toEqual([true, []]);
  });

  test('has a problem after a mutation if and only if Apify rejects it', () => {
    const differences = mutantsOf(schema).flatMap(({ mutation, schema: mutant }) => {
      const problems = check(mutant);
      return validate(mutant) === (problems.length === 0) ? [] : [{ mutation, problems, errors: validate.errors }];
    });
    expect(differences).toEqual([]);
  });
});
