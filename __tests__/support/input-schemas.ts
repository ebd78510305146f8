/** Input schemas that use every form of a field, and mutants that break one rule at a time. */

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const base = { title: 'Input', type: 'object', schemaVersion: 1 } as const;
const text = { title: 'Title', description: 'Description' } as const;

export const validSchemas: readonly (readonly [name: string, schema: Json])[] = [
  [
    'text fields',
    {
      ...base,
      description: 'Of an Actor',
      additionalProperties: false,
      required: ['name', 'mode'],
      properties: {
        name: {
          ...text,
          type: 'string',
          editor: 'textfield',
          prefill: 'a',
          default: 'b',
          pattern: '^[a-z]+$',
          minLength: 1,
          maxLength: 9,
          sectionCaption: 'Section',
          sectionDescription: 'About it',
          nullable: true,
          errorMessage: { pattern: 'Only letters' },
        },
        mode: {
          ...text,
          type: 'string',
          editor: 'select',
          enum: ['fast', 'slow'],
          enumTitles: ['Fast', 'Slow'],
          default: 'fast',
          prefill: 'slow',
        },
        secret: { ...text, type: 'string', editor: 'textarea', isSecret: true },
        from: { ...text, type: 'string', editor: 'datepicker', dateType: 'absoluteOrRelative' },
        suggested: {
          ...text,
          type: 'string',
          editor: 'select',
          enumSuggestedValues: ['a', 'b'],
          enumTitles: ['A', 'B'],
        },
        hidden: { ...text, type: 'string', editor: 'hidden', default: 'x' },
        code: { ...text, type: 'string', editor: 'javascript', prefill: 'async () => {}' },
      },
    },
  ],
  [
    'numbers and booleans',
    {
      ...base,
      required: ['count'],
      properties: {
        count: {
          ...text,
          type: 'integer',
          editor: 'number',
          minimum: 0,
          maximum: 10,
          default: 1,
          prefill: 2,
          unit: 'items',
          nullable: false,
        },
        ratio: { ...text, type: 'number', editor: 'number', minimum: 0.5, maximum: 1.5, default: 1.25 },
        isOn: {
          ...text,
          type: 'boolean',
          editor: 'checkbox',
          default: true,
          groupCaption: 'Group',
          groupDescription: 'About it',
        },
        off: { ...text, type: 'boolean', editor: 'hidden', default: false },
        any: { ...text, type: ['string', 'integer'], editor: 'json', prefill: 'a' },
      },
    },
  ],
  [
    'arrays',
    {
      ...base,
      properties: {
        urls: {
          ...text,
          type: 'array',
          editor: 'requestListSources',
          prefill: [{ url: 'https://example.com' }],
          minItems: 1,
        },
        words: {
          ...text,
          type: 'array',
          editor: 'stringList',
          default: ['a'],
          maxItems: 5,
          uniqueItems: true,
          items: { type: 'string', pattern: '^a' },
        },
        pairs: {
          ...text,
          type: 'array',
          editor: 'keyValue',
          prefill: [{ key: 'a', value: 'b' }],
          placeholderKey: 'Key',
          placeholderValue: 'Value',
        },
        globs: { ...text, type: 'array', editor: 'globs', prefill: [{ glob: 'https://example.com/**' }] },
        choices: {
          ...text,
          type: 'array',
          editor: 'select',
          items: { type: 'string', enum: ['a', 'b'], enumTitles: ['A', 'B'] },
          default: ['a'],
        },
        objects: {
          ...text,
          type: 'array',
          editor: 'schemaBased',
          items: {
            type: 'object',
            properties: { id: { ...text, type: 'integer', editor: 'number', minimum: 1 } },
            required: ['id'],
          },
        },
        json: { ...text, type: 'array', editor: 'json', prefill: [] },
        datasets: { ...text, type: 'array', editor: 'resourcePicker', resourceType: 'dataset' },
      },
    },
  ],
  [
    'objects and resources',
    {
      ...base,
      properties: {
        proxy: {
          ...text,
          type: 'object',
          editor: 'proxy',
          prefill: { useApifyProxy: true },
          default: { useApifyProxy: false },
        },
        free: {
          ...text,
          type: 'object',
          editor: 'json',
          prefill: { a: 1 },
          minProperties: 1,
          maxProperties: 3,
          additionalProperties: true,
        },
        nested: {
          ...text,
          type: 'object',
          editor: 'schemaBased',
          additionalProperties: false,
          required: ['street'],
          properties: {
            street: { ...text, type: 'string', editor: 'textfield', pattern: '^[A-Z]', minLength: 1 },
            kind: { ...text, type: 'string', editor: 'select', enum: ['home', 'work'] },
            floor: { ...text, type: 'number', editor: 'number', minimum: 0 },
            isOn: { ...text, type: 'boolean', editor: 'checkbox' },
            tags: { ...text, type: 'array', editor: 'stringList' },
            inner: {
              ...text,
              type: 'object',
              editor: 'json',
              properties: { a: { ...text, type: 'string', editor: 'textfield' } },
            },
          },
        },
        store: {
          ...text,
          type: 'string',
          editor: 'resourcePicker',
          resourceType: 'keyValueStore',
          resourcePermissions: ['READ'],
        },
      },
    },
  ],
];

export interface Mutant {
  readonly mutation: string;
  readonly schema: Json;
}

/**
 * Mutants of a schema. Each value is removed, or replaced by another type or an unknown value, and objects get one more
 * key.
 */
export function mutantsOf(schema: Json): readonly Mutant[] {
  const mutants: Mutant[] = [];
  const visit = (value: Json, path: readonly string[]): void => {
    const at = path.join('/');
    for (const other of replacementsOf(value)) {
      mutants.push({ mutation: `${at} = ${JSON.stringify(other)}`, schema: replaced(schema, path, other) });
    }
    if (typeof value !== 'object' || value === null) return;
    if (!Array.isArray(value)) {
      for (const [key, extra] of extras) {
        if (!Object.hasOwn(value, key))
          mutants.push({ mutation: `${at} + ${key}`, schema: replaced(schema, path, { ...value, [key]: extra }) });
      }
    }
    for (const [key, part] of Object.entries(value)) {
      mutants.push({ mutation: `${at}/${key} removed`, schema: replaced(schema, [...path, key], undefined) });
      visit(part, [...path, key]);
    }
  };
  visit(schema, []);
  return mutants;
}

const extras: readonly (readonly [key: string, value: Json])[] = [
  ['novelty', true],
  ['minimum', 1],
  ['pattern', '('],
  ['enum', ['a']],
  ['isSecret', true],
  ['patternKey', '^a$'],
  ['resourceType', 'dataset'],
  ['required', ['missing']],
];

function replacementsOf(value: Json): readonly Json[] {
  switch (typeof value) {
    case 'string':
      return ['novelty', 'object', 'json', '', 7, null, []];
    case 'number':
      return ['7', -1.5, null];
    case 'boolean':
      return [!value, 'true', null];
    default:
      return [7, 'text', null, Array.isArray(value) ? {} : [], Array.isArray(value) ? [] : {}];
  }
}

function replaced(value: Json, path: readonly string[], other: Json | undefined): Json {
  const [key, ...rest] = path;
  if (key === undefined) return other ?? null;
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => {
      if (String(index) !== key) return [item];
      return rest.length === 0 && other === undefined ? [] : [replaced(item, rest, other)];
    });
  }
  const entries = Object.entries(value as Readonly<Record<string, Json>>).flatMap(([name, part]): [string, Json][] => {
    if (name !== key) return [[name, part]];
    return rest.length === 0 && other === undefined ? [] : [[name, replaced(part, rest, other)]];
  });
  return Object.fromEntries(entries);
}
