import { expect, test } from '@jest/globals';
import { formatBytes, formatCount, formatDuration, formatUsd } from '../src/text.ts';

test.each([
  [0, '0 files'],
  [1, '1 file'],
  [999, '999 files'],
  [1_000, '1,000 files'],
  [1_234_567, '1,234,567 files'],
])('formats %d files', (count, expected) => {
  expect(formatCount(count, 'file')).toBe(expected);
});

test.each([
  [1, '1 byte'],
  [999, '999 bytes'],
  [1_000, '1.0 kB'],
  [999_949, '999.9 kB'],
  [1_500_000, '1.5 MB'],
  [2_000_000_000_000, '2000.0 GB'],
])('formats %d bytes', (bytes, expected) => {
  expect(formatBytes(bytes)).toBe(expected);
});

test.each([
  [12.4, '12 ms'],
  [3_140, '3.1 s'],
  [59_999, '60.0 s'],
  [125_000, '2 min 5 s'],
])('formats %d milliseconds', (ms, expected) => {
  expect(formatDuration(ms)).toBe(expected);
});

test('formats small amounts in US dollars with four digits', () => {
  expect([formatUsd(0.00123), formatUsd(1.5)]).toEqual(['$0.0012', '$1.50']);
});
