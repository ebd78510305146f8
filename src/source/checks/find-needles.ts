const LONGEST_SKIP = 255;

/**
 * Searches for many byte strings in one pass (Wu and Manber, 1994). The window is as long as the shortest byte string.
 * Its last two bytes determine how far it can be moved.
 * @param needles Those of less than two bytes are ignored.
 * @returns a function that calls `found` with the index of each byte string, possibly several times.
 */
export function createSearch(needles: readonly Buffer[]) {
  const window = Math.min(LONGEST_SKIP, ...needles.map(({ length }) => length).filter((length) => length > 1));
  const skips = new Uint8Array(0x10000).fill(window - 1);
  const candidates = new Map<number, number[]>();
  for (const [index, needle] of needles.entries()) {
    if (needle.length < 2) continue;
    for (let end = 1; end < window; end += 1) {
      const pair = pairAt(needle, end);
      skips[pair] = Math.min(skips[pair] ?? 0, window - 1 - end);
      if (end === window - 1) candidates.set(pair, [...(candidates.get(pair) ?? []), index]);
    }
  }
  return (bytes: Buffer, found: (index: number) => void): void => {
    for (let end = window - 1; end < bytes.length; ) {
      const pair = pairAt(bytes, end);
      const skip = skips[pair] as number;
      if (skip === 0) {
        for (const index of candidates.get(pair) ?? []) {
          if (startsWith(bytes, end - window + 1, needles[index] as Buffer)) found(index);
        }
      }
      end += skip || 1;
    }
  };
}

function pairAt(bytes: Uint8Array, end: number): number {
  return ((bytes[end - 1] as number) << 8) | (bytes[end] as number);
}

function startsWith(bytes: Uint8Array, start: number, needle: Uint8Array): boolean {
  return start + needle.length <= bytes.length && needle.every((byte, offset) => bytes[start + offset] === byte);
}
