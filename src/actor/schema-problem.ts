/** A problem at a position in a JSON document. */
export interface SchemaProblem {
  /** Keys and indexes from the root of the document; empty for the document as a whole. */
  readonly path: readonly string[];
  /** The end of a sentence that begins with the position: `is not a string`. */
  readonly message: string;
  /** A complete sentence. */
  readonly hint: string;
  readonly level: 'error' | 'warning';
}

export function errorAt(path: readonly string[], message: string, hint: string): SchemaProblem {
  return { level: 'error', path, message, hint };
}

export function warningAt(path: readonly string[], message: string, hint: string): SchemaProblem {
  return { level: 'warning', path, message, hint };
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
