/**
 * What a promise comes to, or the signal's reason as soon as it is aborted. The built-in fetch forgets a signal when its
 * request has been collected as garbage, and would then wait for an answer's body without end.
 * @see https://github.com/nodejs/undici/blob/main/lib/web/fetch/request.js
 */
export async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const settled = new AbortController();
  try {
    return await Promise.race([
      work,
      new Promise<never>((_resolve, reject) => {
        const stop = (): void => reject(signal.reason);
        if (signal.aborted) stop();
        else signal.addEventListener('abort', stop, { once: true, signal: settled.signal });
      }),
    ]);
  } finally {
    settled.abort();
  }
}
