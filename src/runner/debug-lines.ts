/**
 * Drops debug lines until it is disposed of, because `@actions/glob` prints each pattern and folder as a debug line,
 * and a pattern may contain a secret.
 */
export function dropDebugLines(): Disposable {
  const { stdout } = process;
  const write = stdout.write;
  stdout.write = ((chunk: string | Uint8Array, ...rest: []) =>
    String(chunk).startsWith('::debug::') || write.call(stdout, chunk, ...rest)) as typeof stdout.write;
  return {
    [Symbol.dispose]: () => {
      stdout.write = write;
    },
  };
}
