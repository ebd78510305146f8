import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createLineDecoder, createLogReader } from '../../src/follow/log-reader.ts';
import { retryClock } from '../support/retry-clock.ts';

function decode(chunks: readonly Uint8Array[], maxLength?: number): readonly string[] {
  const decoder = createLineDecoder(maxLength);
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

describe('the lines of a log', () => {
  test.each([
    ['LF', 'a\nb\n', ['a', 'b']],
    ['CRLF', 'a\r\nb\r\n', ['a', 'b']],
    ['CR, which progress bars use', '10%\r20%\r\n', ['10%', '20%']],
    ['CRs before LF, which count as one line break', 'a\r\r\nb', ['a', 'b']],
    ['empty lines', 'a\n\n\nb\n', ['a', '', '', 'b']],
    ['a last line without a line break', 'a\nb', ['a', 'b']],
    ['no bytes', '', []],
    ['bytes that are not UTF-8', Buffer.from([0x61, 0xff, 0x62, 0x0a]), ['a\ufffdb']],
  ])('%s', (_title, text, expected) => {
    expect(decode([Buffer.from(text)])).toEqual(expected);
  });

  test('do not depend on how the bytes are split', () => {
    fc.assert(
      fc.property(texts, fc.array(fc.nat()), (text, places) => {
        const expected = text.split(/\r+\n?|\n/);
        if (expected.at(-1) === '') expected.pop();
        expect(decode(cut(Buffer.from(text), places))).toEqual(expected);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('are returned once, as soon as they are complete', () => {
    const decoder = createLineDecoder();
    expect(decoder.push(Buffer.from('50%\r'))).toEqual(['50%']);
    expect(decoder.push(Buffer.from('\n'))).toEqual([]);
    expect(decoder.push(Buffer.from('done'))).toEqual([]);
    expect(decoder.end()).toBe('done');
    expect(decoder.end()).toBeUndefined();
  });

  test('are truncated between words if they are too long', () => {
    const bytes = Buffer.from('one äwo three\nb\n');
    const expected = ['one … (truncated: the line has 13 characters)', 'b'];
    for (const maxLength of [4, 5, 7]) {
      expect(decode([bytes], maxLength)).toEqual(expected);
      const single = [...bytes].map((byte) => Buffer.from([byte]));
      expect(decode(single, maxLength)).toEqual(expected);
    }
    expect(decode([bytes], 3)).toEqual(['… (truncated: the line has 13 characters)', 'b']);
  });

  test('are at most 16 KiB long, even if a line of 8 MB arrives in pieces', () => {
    const word = 'x'.repeat(9);
    const decoder = createLineDecoder();
    const piece = Buffer.from(`${word} `.repeat(1_000));
    let lines: readonly string[] = [];
    for (let sent = 0; sent < 800; sent += 1) lines = [...lines, ...decoder.push(piece)];
    lines = [...lines, ...decoder.push(Buffer.from('\nnext\n'))];
    expect(lines).toEqual([`${`${word} `.repeat(1_638)}… (truncated: the line has 8000000 characters)`, 'next']);
  });

  test('do not show a part of a word, which may be a secret', () => {
    const secret = 'correct-horse-battery';
    const line = `${'x '.repeat(8_185)}${secret}`;
    expect(decode([Buffer.from(`${line} rest\n`)])[0]).not.toContain('correct');
    expect(decode([Buffer.from('y'.repeat(20_000))])).toEqual(['… (truncated: the line has 20000 characters)']);
  });
});

describe('a log that is read in several streams', () => {
  /** Streams that start with the first byte and end after these pieces. */
  function reader(streams: readonly (readonly Uint8Array[])[]) {
    const next = streams.values();
    const lines: string[] = [];
    const open = async () => ReadableStream.from(next.next().value ?? []) as ReadableStream<Uint8Array>;
    const log = createLogReader(open, { clock: retryClock(), onLine: (line) => void lines.push(line) });
    return { log, lines };
  }
  const never = new AbortController().signal;

  test('has each line once, wherever the streams break off', async () => {
    await fc.assert(
      fc.asyncProperty(texts, fc.array(fc.tuple(fc.nat(), fc.array(fc.nat()))), async (text, breaks) => {
        const bytes = Buffer.from(text);
        const streams = [...breaks, [bytes.length, []] as const].map(([end, places]) =>
          cut(bytes.subarray(0, end % (bytes.length + 1) || bytes.length), places),
        );
        const longest = Math.max(...streams.map((parts) => Buffer.concat(parts).length));
        // A stream that is shorter than an earlier one is a log that changed.
        const growing = streams.filter((parts) => Buffer.concat(parts).length === longest || parts === streams[0]);
        const { log, lines } = reader(growing);
        let newBytes = 0;
        for (const _stream of growing) newBytes += (await log.read(never)).newBytes;
        log.close();
        expect(lines).toEqual(decode([bytes]));
        expect(newBytes).toBe(bytes.length);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test('reports why a stream could not be opened', async () => {
    const error = new Error('no log');
    const open = (): Promise<never> => Promise.reject(error);
    const log = createLogReader(open, { clock: retryClock(), onLine: () => {} });
    expect(await log.read(never)).toMatchObject({ reason: 'not-opened', error, newBytes: 0 });
    expect(log.state.wasOpened).toBe(false);
  });
});
