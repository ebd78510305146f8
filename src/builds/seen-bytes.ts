import { crc32 } from 'node:zlib';

/** Which bytes of a log have come already, so that one that is read again from its beginning goes on where it broke. */
export interface SeenBytes {
  readonly length: number;
  /** For a stream that begins at the log's first byte; one at a time. */
  beginAgain(): Reading;
}

export interface Reading {
  /** The bytes of these that have not come before. */
  take(bytes: Uint8Array): Uint8Array;
  /** Bytes that have come before and that this stream has not reached: the log is shorter than it was. */
  readonly missing: number;
  /** True where the bytes that had come before are others now. */
  readonly differs: boolean;
}

/** Keeps a length and a checksum, no bytes. */
export function createSeenBytes(): SeenBytes {
  let length = 0;
  let sum = 0;
  return {
    get length() {
      return length;
    },
    beginAgain: () => {
      const before = { length, sum };
      let reached = 0;
      let sumAgain = 0;
      return {
        take: (bytes) => {
          const again = bytes.subarray(0, Math.max(0, before.length - reached));
          const fresh = bytes.subarray(again.length);
          sumAgain = crc32(again, sumAgain);
          reached += again.length;
          sum = crc32(fresh, sum);
          length += fresh.length;
          return fresh;
        },
        get missing() {
          return before.length - reached;
        },
        get differs() {
          return reached === before.length && sumAgain !== before.sum;
        },
      };
    },
  };
}
