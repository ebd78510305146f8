/** Shorter byte strings are searched for one by one, because they leave too few bytes to skip. */
const SHORTEST_SKIPPING = 8;
const LONGEST_SKIP = 255;

/** Calls `found` with the index of each byte string that occurs in the bytes, possibly several times. */
type Search = (bytes: Buffer, found: (index: number) => void) => void;

/**
 * Searches for many byte strings in one pass (Wu and Manber, 1994). The window is as long as the shortest byte string.
 * Its last two bytes determine how far it can be moved.
 */
export function createSearch(needles: readonly Buffer[]): Search {
  const indexes = needles.map((_, index) => index).filter((index) => needles[index]?.length !== 0);
  const isLong = (index: number): boolean => (needles[index]?.length ?? 0) >= SHORTEST_SKIPPING;
  const short = indexes.filter((index) => !isLong(index));
  const long = indexes.filter(isLong);
  const searchLong = long.length === 0 ? () => {} : createSkippingSearch(needles, long);
  return (bytes, found) => {
    for (const index of short) if (bytes.includes(needles[index] as Buffer)) found(index);
    searchLong(bytes, found);
  };
}

function createSkippingSearch(needles: readonly Buffer[], indexes: readonly number[]): Search {
  const window = Math.min(LONGEST_SKIP, ...indexes.map((index) => needles[index]?.length ?? 0));
  const skips = new Uint8Array(0x10000).fill(window - 1);
  const candidates = new Map<number, number[]>();
  for (const index of indexes) {
    const needle = needles[index] as Buffer;
    for (let end = 1; end < window; end += 1) {
      const pair = pairAt(needle, end);
      skips[pair] = Math.min(skips[pair] ?? 0, window - 1 - end);
      if (end === window - 1) candidates.set(pair, [...(candidates.get(pair) ?? []), index]);
    }
  }
  return (bytes, found) => {
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
