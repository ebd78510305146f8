import { execFile } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ApifyApiError, isApiError, LostResponseError, wasMaybeCarriedOut } from '../../src/apify/api-error.ts';
import { readRetryAfter } from '../../src/apify/response.ts';
import { defaultLimits, type FailedAttempt, retryDelay } from '../../src/apify/retry.ts';

const NOON = Date.parse('2026-11-24T12:00:00Z');

function returned(status: number, type = '', retryAfterMs?: number): ApifyApiError {
  return new ApifyApiError({ status, type, apiMessage: 'No.', request: 'GET /v2/users/me', attempts: 1, retryAfterMs });
}

const lost = new LostResponseError('No response');
const notSent = new LostResponseError('No response', { outcome: 'not-sent' });
const unusable = new LostResponseError('No response', { outcome: 'unusable' });

function delayAfter(error: unknown, more: Partial<FailedAttempt> = {}): number | undefined {
  return retryDelay({ error, attempts: 1, creates: false, leftMs: 40_000, random: 1, limits: defaultLimits, ...more });
}

describe('Retry-After in milliseconds', () => {
  test.each<[string, string | undefined, number | undefined]>([
    ['missing', undefined, undefined],
    ['empty', '', undefined],
    ['seconds', '7', 7000],
    ['zero', '0', 0],
    ['parts of a second', '1.5', 1500],
    ['white space around it', '  3 ', 3000],
    ['a negative number', '-5', undefined],
    ['an exponent', '1e3', undefined],
    ['a word', 'soon', undefined],
    ['a word with a number, which Date.parse interprets as May 2001', 'tomorrow 5', undefined],
    ['more digits than a number can represent', '9'.repeat(400), 31_536_000_000],
    ['a date', 'Tue, 24 Nov 2026 12:00:30 GMT', 30_000],
    ['a date in the form of RFC 850', 'Tuesday, 24-Nov-26 12:00:30 GMT', 30_000],
    ['a date in the form of asctime, which is GMT', 'Tue Nov 24 12:00:30 2026', 30_000],
    ['a date in the past', 'Tue, 24 Nov 2026 11:00:00 GMT', 0],
    ['an invalid date', 'Tue, 99 Nov 2026 12:00:30 GMT', undefined],
  ])('%s', (_, text, expected) => {
    const headers = new Headers(text === undefined ? {} : { 'retry-after': text });
    expect(readRetryAfter(headers, NOON)).toBe(expected);
  });

  test.each<[string, string, number]>([
    ['a date is compared with the Date header of the response', 'Tue, 24 Nov 2026 11:59:50 GMT', 40_000],
    ['a date is compared with the current time if the response has no valid Date header', 'yesterday', 30_000],
  ])('%s', (_, date, expected) => {
    expect(readRetryAfter(new Headers({ 'retry-after': 'Tue, 24 Nov 2026 12:00:30 GMT', date }), NOON)).toBe(expected);
  });

  test('a date without a time zone is GMT, whatever the time zone of the runner is', async () => {
    const module = path.resolve(import.meta.dirname, '../../src/apify/response.ts');
    const code = `
      const { readRetryAfter } = await import(${JSON.stringify(pathToFileURL(module).href)});
      console.log(readRetryAfter(new Headers({ 'retry-after': 'Tue Nov 24 12:00:30 2026' }), ${NOON}));`;
    const env = { ...process.env, TZ: 'America/New_York' };
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], { env });
    expect(stdout.trim()).toBe('30000');
  });

  test('is a time or undefined for any string', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.stringMatching(/^[ -~]{0,40}$/),
      fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
      fc.double().map(String),
      fc.stringMatching(/^(Sun|Monday),? [0-9A-Za-z: ,-]{0,30}( GMT)?$/),
    );
    fc.assert(
      fc.property(text, text, (retryAfter, date) => {
        const headers = new Headers();
        for (const [name, value] of [
          ['retry-after', retryAfter],
          ['date', date],
        ] as const) {
          try {
            headers.set(name, value);
          } catch {
            // A header cannot contain this value.
          }
        }
        const asked = readRetryAfter(headers, NOON) ?? 0;
        expect(asked >= 0 && asked <= 31_536_000_000).toBe(true);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe('whether a request is repeated', () => {
  test.each<[string, unknown, boolean, boolean]>([
    // The error, whether a repeatable request is repeated, and whether a request that creates something is repeated.
    ['429', returned(429), true, true],
    ['500', returned(500), true, false],
    ['502', returned(502), true, false],
    ['599', returned(599), true, false],
    ['a lost response', lost, true, false],
    ['a request that was not sent', notSent, false, false],
    ['an unusable response', unusable, false, false],
    ['403 concurrent-update-detected', returned(403, 'concurrent-update-detected'), true, false],
    ['403 of another type', returned(403, 'insufficient-permissions'), false, false],
    ['concurrent-update-detected with another status', returned(400, 'concurrent-update-detected'), false, false],
    ['a bug', new TypeError('x is not a function'), false, false],
    ['something that is not an error', 'x', false, false],
    ...[302, 400, 401, 402, 403, 404, 405, 408, 409, 413, 415, 421, 425].map(
      (status) => [String(status), returned(status), false, false] as [string, ApifyApiError, boolean, boolean],
    ),
  ])('%s', (_, error, repeats, repeatsCreation) => {
    const isRepeated = (creates: boolean): boolean => delayAfter(error, { creates }) !== undefined;
    expect({ repeats: isRepeated(false), creation: isRepeated(true) }).toEqual({ repeats, creation: repeatsCreation });
  });

  test.each<[string, unknown, boolean]>([
    ['500', returned(500), true],
    ['a lost response', lost, true],
    ['an unusable response', unusable, true],
    ['a request that was not sent', notSent, false],
    ['429', returned(429), false],
    ['404', returned(404), false],
    ['any other error', new Error('x'), false],
  ])('whether the request may have been carried out: %s', (_, error, expected) => {
    expect(wasMaybeCarriedOut(error)).toBe(expected);
  });

  test('isApiError checks the status, the type, or both', () => {
    const error = returned(404, 'record-not-found');
    expect([
      isApiError(error),
      isApiError(error, 404),
      isApiError(error, 404, 'record-not-found'),
      isApiError(error, undefined, 'record-not-found'),
      isApiError(error, 403),
      isApiError(error, 404, 'actor-not-found'),
      isApiError(lost, 404),
    ]).toEqual([true, true, true, true, false, false, false]);
  });
});

describe('the delay before another attempt', () => {
  test('doubles from 500 ms up to 8 s', () => {
    const delays = [1, 2, 3, 4, 5, 6, 11].map((attempts) => delayAfter(lost, { attempts }));
    expect(delays).toEqual([500, 1000, 2000, 4000, 8000, 8000, 8000]);
  });

  test('is randomly shortened by up to half', () => {
    expect([0, 0.5].map((random) => delayAfter(lost, { random }))).toEqual([250, 375]);
  });

  test('is never longer than the remaining time', () => {
    expect(delayAfter(lost, { leftMs: 500 })).toBe(500);
    expect(delayAfter(lost, { leftMs: 499 })).toBeUndefined();
    expect(delayAfter(lost, { leftMs: -1 })).toBeUndefined();
  });

  test.each<[string, number, number, number]>([
    ['waits for Retry-After', 7000, 0, 7000],
    ['is randomly extended, so that rejected jobs do not retry at the same time', 7000, 1, 7250],
    ['is not shortened by Retry-After: 0', 0, 1, 500],
    ['is not shortened by a short Retry-After', 100, 1, 500],
    ['may use all the remaining time', 40_000, 1, 40_000],
  ])('%s', (_, retryAfterMs, random, expected) => {
    expect(delayAfter(returned(429, '', retryAfterMs), { random })).toBe(expected);
  });

  test.each<[string, number, number, string, string]>([
    ['an hour', 3_600_000, 40_000, '3600 seconds (60 min)', '40 more seconds'],
    ['slightly more than the remaining time', 40_001, 40_000, '41 seconds', '40 more seconds'],
    ['more than the remaining time after some attempts', 39_800, 39_500, '40 seconds', '40 more seconds'],
    ['any value and no time remains', 1000, -5, '1 seconds', '0 more seconds'],
  ])('is an error at once if Retry-After is %s', (_, retryAfterMs, leftMs, time, left) => {
    const error = returned(429, '', retryAfterMs);
    expect(() => delayAfter(error, { leftMs })).toThrow(
      expect.objectContaining({
        message: `GET /v2/users/me returned 429: No. The API asked to retry after ${time}`,
        hint: expect.stringContaining(left),
        cause: error,
      }),
    );
  });

  test('ignores the Retry-After of a request that is not repeated', () => {
    expect(delayAfter(returned(503, '', 3_600_000), { creates: true })).toBeUndefined();
  });
});
