/** Checks external values. TypeScript derives the type of a value from its form. */

/** @returns the problem, such as `response.data.id is not a string`; undefined if the value is valid. */
export interface Form<T> {
  (value: unknown, path: string): string | undefined;
  /** Never set. It only carries the type for TypeScript. */
  readonly type?: T;
}

interface OptionalForm<T> extends Form<T> {
  readonly isOptional: true;
}

export type TypeOf<F> = F extends Form<infer T> ? T : never;

type ObjectOf<F> = {
  readonly [K in keyof F as F[K] extends { readonly isOptional: true } ? never : K]: TypeOf<F[K]>;
} & {
  readonly [K in keyof F as F[K] extends { readonly isOptional: true } ? K : never]?: TypeOf<F[K]> | null | undefined;
};

function ofType<T>(type: 'string' | 'number' | 'boolean'): Form<T> {
  return (value, path) => (typeof value === type ? undefined : `${path} is not a ${type}`);
}

export const text = ofType<string>('string');
export const number = ofType<number>('number');
export const flag = ofType<boolean>('boolean');

/** A string with a known set of values. Other values are accepted, because Apify may add some. */
export function word<T extends string>(): Form<T> {
  return ofType<T>('string');
}

export function optional<T>(form: Form<T>): OptionalForm<T> {
  const check: Form<T> = (value, path) => (value === undefined || value === null ? undefined : form(value, path));
  return Object.assign(check, { isOptional: true as const });
}

export function listOf<T>(form: Form<T>): Form<readonly T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) return `${path} is not an array`;
    const index = value.findIndex((item) => form(item, '') !== undefined);
    return index === -1 ? undefined : form(value[index], `${path}[${index}]`);
  };
}

export function object<F extends Readonly<Record<string, Form<unknown>>>>(fields: F): Form<ObjectOf<F>> {
  return (value, path) => {
    if (!isObject(value)) return `${path} is not an object`;
    for (const [name, form] of Object.entries(fields)) {
      const mistake = form(value[name], `${path}.${name}`);
      if (mistake !== undefined) return mistake;
    }
    return undefined;
  };
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object with any keys. Error messages do not contain the keys, because they are external text. */
export function mapOf<T>(form: Form<T>): Form<Readonly<Record<string, T | null>>> {
  return (value, path) =>
    object({})(value, path) ?? listOf(optional(form))(Object.values(value as object), `${path}, value `);
}
