import { asObject } from '../actor/named-files.ts';

/**
 * Returns the input that the Store's daily test uses: the prefilled values, and the defaults of booleans and of hidden
 * fields.
 * @param schema the input schema of the build. If it is not an object, the input is empty.
 * @see https://docs.apify.com/platform/actors/publishing/test
 */
export function prefilledInput(schema: unknown): Readonly<Record<string, unknown>> {
  const fields = Object.entries(asObject(asObject(schema)['properties'])).map(([name, field]) => {
    const { type, editor, prefill, default: otherwise } = asObject(field);
    return [name, type === 'boolean' || editor === 'hidden' ? otherwise : prefill] as const;
  });
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}
