/** A mistake in a JSON document, at a place in it. */
export interface SchemaProblem {
  /** Keys and indexes from the top of the document; empty for the document as a whole. */
  readonly path: readonly string[];
  /** The end of a sentence that begins with the place: `is not a string`. */
  readonly message: string;
  /** A sentence of its own. */
  readonly hint: string;
  readonly level: 'error' | 'warning';
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
