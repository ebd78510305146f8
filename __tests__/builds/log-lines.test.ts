import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createLineDecoder } from '../../src/builds/log-lines.ts';
import { createSeenBytes } from '../../src/builds/seen-bytes.ts';

function decode(chunks: readonly Uint8Array[], maxBytes?: number): readonly string[] {
  const decoder = createLineDecoder(maxBytes);
  const lines = chunks.flatMap((chunk) => decoder.push(chunk));
  const last = decoder.end();
  return last === undefined ? lines : [...lines, last];
}

function cut(bytes: Buffer, places: readonly number[]): readonly Buffer[] {
  const at = places.map((place) => place % (bytes.length + 1)).toSorted((a, b) => a - b);
  return [0, ...at].map((start, index) => bytes.subarray(start, at[index] ?? bytes.length));
}

const texts = fc
  .array(
    fc.oneof(fc.constantFrom('\n', '\r', '\r\n', '\r\r\n', 'ä', '€', '😀', '\ufeff'), fc.string({ unit: 'grapheme' })),
  )
  .map((parts) => parts.join(''));

describe('lines of a log', () => {
  test.each([
    ['LF', 'a\nb\n', ['a', 'b']],
    ['CRLF', 'a\r\nb\r\n', ['a', 'b']],
    ['CR, as progress bars use it', '10%\r20%\r\n', ['10%', '20%']],
    ['CRs before a LF are one end', 'a\r\r\nb', ['a', 'b']],
    ['empty lines stay', 'a\n\n\nb\n', ['a', '', '', 'b']],
    ['the last line without an end', 'a\nb', ['a', 'b']],
    ['nothing', '', []],
    ['bytes that are not UTF-8', Buffer.from([0x61, 0xff, 0x62, 0x0a]), ['a\ufffdb']],
  ])('%s', (_title, text, expected) => {
    expect(decode([Buffer.from(text)])).toEqual(expected);
  });

  test('the same lines come of the same bytes, however they are cut', () => {
    fc.assert(
      fc.property(texts, fc.array(fc.nat()), (text, places) => {
        const expected = text.split(/\r+\n?|\n/);
        if (expected.at(-1) === '') expected.pop();
        expect(decode(cut(Buffer.from(text), places))).toEqual(expected);
      }),
      { numRuns: 2_000 },
    );
  });

  test('a line is told as soon as its end has come, and once', () => {
    const decoder = createLineDecoder();
    expect(decoder.push(Buffer.from('50%\r'))).toEqual(['50%']);
    expect(decoder.push(Buffer.from('\n'))).toEqual([]);
    expect(decoder.push(Buffer.from('done'))).toEqual([]);
    expect(decoder.end()).toBe('done');
    expect(decoder.end()).toBeUndefined();
  });

  test('a line that does not end is cut between words, and tells its length', () => {
    const bytes = Buffer.from('one äwo three\nb\n');
    const expected = ['one … (cut: the line has 14 bytes)', 'b'];
    for (const maxBytes of [4, 5, 7]) {
      expect(decode([bytes], maxBytes)).toEqual(expected);
      const single = [...bytes].map((byte) => Buffer.from([byte]));
      expect(decode(single, maxBytes)).toEqual(expected);
    }
    expect(decode([bytes], 3)).toEqual(['… (cut: the line has 14 bytes)', 'b']);
  });
});

describe('a log that is read again from its beginning', () => {
  test('every byte comes once, wherever the readings break', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.array(fc.tuple(fc.nat(), fc.array(fc.nat()))),
        (all, breaks) => {
          const log = Buffer.from(all);
          const seen = createSeenBytes();
          const fresh: Buffer[] = [];
          for (const [end, places] of [...breaks, [log.length, []] as const]) {
            const reading = seen.beginAgain();
            const reached = end % (log.length + 1) || log.length;
            for (const chunk of cut(log.subarray(0, reached), places)) fresh.push(Buffer.from(reading.take(chunk)));
            expect(reading.differs).toBe(false);
          }
          expect(Buffer.concat(fresh).equals(log)).toBe(true);
          expect(seen.length).toBe(log.length);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('a log that has become shorter, or another one, is noticed', () => {
    const seen = createSeenBytes();
    seen.beginAgain().take(Buffer.from('one\ntwo\n'));
    const shorter = seen.beginAgain();
    shorter.take(Buffer.from('one\n'));
    expect([shorter.missing, shorter.differs]).toEqual([4, false]);
    const other = seen.beginAgain();
    expect(Buffer.from(other.take(Buffer.from('one\nTWO\nthree\n'))).toString()).toBe('three\n');
    expect([other.missing, other.differs]).toEqual([0, true]);
  });
});
