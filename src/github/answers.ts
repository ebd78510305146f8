/** A file that differs between two commits. A renamed file is listed under both names. */
export interface ChangedFile {
  /** POSIX path from the repository's root. */
  readonly path: string;
  /** The file no longer exists under this name. */
  readonly removed: boolean;
  /** The new name of a renamed file, if the comparison looked for renames. */
  readonly renamedTo?: string;
}

/** Why there is no response. */
export interface NoAnswer {
  readonly kind: 'no-answer';
  /** Continues a sentence after "because". Contains no quotes, because workflows may put it into a script. */
  readonly why: string;
  /** The API's message: text from outside. */
  readonly detail?: string;
  readonly hint?: string;
}

export function noAnswer(why: string, more: Pick<NoAnswer, 'detail' | 'hint'> = {}): NoAnswer {
  return { kind: 'no-answer', why, ...more };
}

/** A full SHA-1 or SHA-256 hash. */
export function isCommitHash(text: unknown): text is string {
  return typeof text === 'string' && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}

/** The value at these keys of an answer or a payload, whatever it is. */
export function readField(payload: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined),
    payload,
  );
}
