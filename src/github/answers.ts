/** A file that differs between two commits. A renamed file is listed under both names. */
export interface ChangedFile {
  /** POSIX path relative to the repository root. */
  readonly path: string;
  /** Whether the file no longer exists under this name. */
  readonly removed: boolean;
  /** The new name of a renamed file, if the comparison detects renames. */
  readonly renamedTo?: string | undefined;
}

/** Why GitHub did not provide a result. */
export interface NoAnswer {
  readonly kind: 'no-answer';
  /** Completes a sentence after "because". Contains no quotes, because workflows may insert it into a script. */
  readonly why: string;
  /** The message of the API, which is external text. */
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

/** Reads the value at these keys of a response or payload, which may have any structure. */
export function readField(payload: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined),
    payload,
  );
}
