/** The signal of a step that is not canceled. */
export const notCanceled: AbortSignal = new AbortController().signal;
