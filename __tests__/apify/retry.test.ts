/** Which failures allow another attempt, when it is made, and when it is given up. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readErrorBody } from '../../src/apify/answer.ts';
import { ApifyApiError, isApiError, wasMaybeCarriedOut } from '../../src/apify/api-error.ts';
import { LostAnswerError } from '../../src/apify/lost-answer.ts';
import {
  AttemptFailed,
  defaultBounds,
  mayRepeat,
  type Repeatable,
  type RetryBounds,
  readRetryAfter,
  withRetries,
} from '../../src/apify/retry.ts';
import { retryClock } from '../support/retry-clock.ts';

const NOON = Date.parse('2026-11-24T12:00:00Z');

function answered(status: number, type = ''): ApifyApiError {
  return new ApifyApiError({ status, type, apiMessage: 'No.', request: 'GET /v2/users/me', attempts: 1 });
}

const lost = new LostAnswerError('No answer', {});
const hopeless = new LostAnswerError('No answer', { passing: false });

describe('Retry-After in milliseconds', () => {
  test.each<[string, string | undefined, number | undefined]>([
    ['none', undefined, undefined],
    ['empty', '', undefined],
    ['seconds', '7', 7000],
    ['at once', '0', 0],
    ['parts of a second', '1.5', 1500],
    ['white space around it', '  3 ', 3000],
    ['a negative number', '-5', undefined],
    ['an exponent', '1e3', undefined],
    ['a word', 'soon', undefined],
    ['a word with a number, which Date.parse takes for May 2001', 'tomorrow 5', undefined],
    ['more digits than a number holds', '9'.repeat(400), 31_536_000_000],
    ['a date', 'Tue, 24 Nov 2026 12:00:30 GMT', 30_000],
    ['a date as RFC 850 wrote it', 'Tuesday, 24-Nov-26 12:00:30 GMT', 30_000],
    ['a date as C writes it, which is GMT all the same', 'Tue Nov 24 12:00:30 2026', 30_000],
    ['a date that is over', 'Tue, 24 Nov 2026 11:00:00 GMT', 0],
    ['a date that is none', 'Tue, 99 Nov 2026 12:00:30 GMT', undefined],
  ])('%s', (_, text, expected) => {
    const headers = new Headers(text === undefined ? {} : { 'retry-after': text });
    expect(readRetryAfter(headers, NOON)).toBe(expected);
  });

  test.each<[string, string, number]>([
    ["a date counts from the answer's own Date", 'Tue, 24 Nov 2026 11:59:50 GMT', 40_000],
    ['or from now where that is none', 'yesterday', 30_000],
  ])('%s', (_, date, expected) => {
    expect(readRetryAfter(new Headers({ 'retry-after': 'Tue, 24 Nov 2026 12:00:30 GMT', date }), NOON)).toBe(expected);
  });

  test('a date without a zone is GMT wherever the runner is', async () => {
    const module = path.resolve(import.meta.dirname, '../../src/apify/retry.ts');
    const code = `
      const { readRetryAfter } = await import(${JSON.stringify(pathToFileURL(module).href)});
      console.log(readRetryAfter(new Headers({ 'retry-after': 'Tue Nov 24 12:00:30 2026' }), ${NOON}));`;
    const env = { ...process.env, TZ: 'America/New_York' };
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], { env });
    expect(stdout.trim()).toBe('30000');
  });

  test('is a time or nothing, whatever is there', () => {
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
            // No header can hold it.
          }
        }
        const asked = readRetryAfter(headers, NOON) ?? 0;
        expect(asked >= 0 && asked <= 31_536_000_000).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });
});

describe("The body of an API's error", () => {
  test.each<[string, string, { type: string; message: string }]>([
    [
      'as it should be',
      '{"error":{"type":"actor-not-found","message":"Gone."}}',
      { type: 'actor-not-found', message: 'Gone.' },
    ],
    ['without a type', '{"error":{"message":"Gone."}}', { type: '', message: 'Gone.' }],
    ['a type that is no word', '{"error":{"type":"::error::x","message":"Gone."}}', { type: '', message: 'Gone.' }],
    ['a type of megabytes', `{"error":{"type":"${'x'.repeat(2e6)}"}}`, { type: '', message: '' }],
    ['other types', '{"error":{"type":5,"message":["x"]}}', { type: '', message: '' }],
    ['an error that is a text', '{"error":"Gone."}', { type: '', message: '' }],
    ['null', 'null', { type: '', message: '' }],
    ['a web page', '<html>', { type: '', message: '' }],
    ['nothing', '', { type: '', message: '' }],
    [
      'a long message is left out as a whole, since half of a secret would not be known again',
      `{"error":{"type":"invalid-input","message":"${'x'.repeat(50_000)}"}}`,
      { type: 'invalid-input', message: '(a message of 50000 characters, left out)' },
    ],
  ])('%s', (_, text, expected) => {
    expect(readErrorBody(text)).toEqual(expected);
  });

  test('never breaks, and never gets long', () => {
    const error = fc.oneof(
      fc.json(),
      fc.string(),
      fc.anything().map((value) => {
        try {
          return JSON.stringify({ error: value }) ?? '';
        } catch {
          return '';
        }
      }),
      fc
        .record({ type: fc.string(), message: fc.string({ maxLength: 5000, size: 'max' }) }, { requiredKeys: [] })
        .map((fields) => JSON.stringify({ error: fields })),
    );
    fc.assert(
      fc.property(error, (text) => {
        const { type, message } = readErrorBody(text);
        expect(type).toMatch(/^[\w-]{0,100}$/);
        expect(message.length).toBeLessThanOrEqual(2000);
      }),
      { numRuns: 10_000 },
    );
  });
});

describe('Whether it may be repeated', () => {
  test.each<[string, ApifyApiError | LostAnswerError, boolean, boolean]>([
    // What happened; whether a request is repeated that changes nothing when made twice; and one that creates.
    ['429', answered(429), true, true],
    ['500', answered(500), true, false],
    ['502', answered(502), true, false],
    ['599', answered(599), true, false],
    ['no answer', lost, true, false],
    ['no answer where none can be had', hopeless, false, false],
    ['403 concurrent-update-detected', answered(403, 'concurrent-update-detected'), true, false],
    ['403 of another type', answered(403, 'insufficient-permissions'), false, false],
    ['that type with another status', answered(400, 'concurrent-update-detected'), false, false],
    ...[302, 400, 401, 402, 403, 404, 405, 408, 409, 413, 415, 421, 425].map(
      (status) => [String(status), answered(status), false, false] as [string, ApifyApiError, boolean, boolean],
    ),
  ])('%s', (_, reason, any, refused) => {
    expect({ any: mayRepeat(reason, 'any'), refused: mayRepeat(reason, 'refused') }).toEqual({ any, refused });
  });

  test.each<[string, unknown, boolean]>([
    ['500', answered(500), true],
    ['no answer', lost, true],
    ['a proxy that refused', hopeless, false],
    ['429', answered(429), false],
    ['404', answered(404), false],
    ['anything else', new Error('x'), false],
  ])('whether it was carried out is not known: %s', (_, error, expected) => {
    expect(wasMaybeCarriedOut(error)).toBe(expected);
  });

  test('an error is known by its status, its type, or both', () => {
    const error = answered(404, 'record-not-found');
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

describe('Attempts', () => {
  interface Series {
    readonly outcomes: readonly (AttemptFailed | 'done')[];
    readonly repeatable?: Repeatable;
    readonly bounds?: Partial<RetryBounds>;
    readonly random?: number;
    readonly signal?: AbortSignal;
    /** Milliseconds that each attempt takes. */
    readonly takes?: number;
  }

  /** Makes attempts that end as listed, the last one again and again. */
  async function attempt(series: Series) {
    const { outcomes, repeatable = 'any', bounds = {}, random = 1, signal, takes = 0 } = series;
    const clock = retryClock(random);
    const remaining: (number | undefined)[] = [];
    const told: string[] = [];
    let now = 0;
    const result = await withRetries(
      async (number, remainingMs) => {
        remaining.push(remainingMs === undefined ? undefined : Math.round(remainingMs));
        now += takes;
        const outcome = outcomes[Math.min(number, outcomes.length) - 1];
        if (outcome instanceof AttemptFailed) throw outcome;
        return number;
      },
      {
        repeatable,
        bounds: { ...defaultBounds, ...bounds },
        clock: { ...clock, now: () => now + clock.now() },
        onRetry: (reason, attempts, delayMs) => told.push(`${reason.message} ${attempts} ${Math.round(delayMs)}`),
        ...(signal === undefined ? {} : { signal }),
      },
    ).catch((error: unknown) => error);
    return { result, attempts: remaining.length, remaining, sleeps: clock.sleeps.map(Math.round), told };
  }

  const failed = (reason: ApifyApiError | LostAnswerError = answered(503), more = {}): AttemptFailed =>
    new AttemptFailed(reason, more);

  test('the first is enough where it succeeds', async () => {
    expect(await attempt({ outcomes: ['done'] })).toMatchObject({ result: 1, sleeps: [], told: [] });
  });

  test('waits double, from 500 ms up to 8 s, until 40 s are over', async () => {
    const outcome = await attempt({ outcomes: [failed()] });
    expect(outcome.sleeps).toEqual([500, 1000, 2000, 4000, 8000, 8000, 8000, 8000]);
    expect(outcome.result).toMatchObject({ status: 503 });
  });

  test('chance makes a wait shorter by half at most', async () => {
    const { sleeps } = await attempt({ outcomes: [failed(), failed(), 'done'], random: 0 });
    expect(sleeps).toEqual([250, 500]);
  });

  test('12 at most', async () => {
    const outcome = await attempt({ outcomes: [failed()], bounds: { firstDelayMs: 1, maxDelayMs: 1 } });
    expect(outcome).toMatchObject({ attempts: 12, result: { status: 503 } });
  });

  test('the last reason is the one that is told', async () => {
    const outcome = await attempt({ outcomes: [failed(), failed(lost), failed(answered(404))] });
    expect(outcome).toMatchObject({ attempts: 3, result: { status: 404 } });
  });

  test('each wait is told before it begins, with its reason', async () => {
    const { told } = await attempt({ outcomes: [failed(), failed(lost), 'done'] });
    expect(told).toEqual(['GET /v2/users/me answered 503: No. 1 500', 'No answer 2 1000']);
  });

  test('an attempt is told how much time is left for it', async () => {
    const { remaining } = await attempt({ outcomes: [failed(), failed(), 'done'], takes: 1000 });
    expect(remaining).toEqual([undefined, 39_500, 37_500]);
  });

  test('the time of attempts counts from the first failure on', async () => {
    const { attempts } = await attempt({ outcomes: [failed()], takes: 30_000 });
    expect(attempts).toBe(3);
  });

  test("an upload's own time does not", async () => {
    const outcome = await attempt({ outcomes: [failed(answered(503), { uploadMs: 30_000 })], takes: 30_000 });
    expect(outcome.sleeps).toEqual([500, 1000, 2000, 4000, 8000, 8000, 8000, 8000]);
  });

  test.each<[string, number, number, readonly number[]]>([
    ['is waited for', 7000, 0, [7000]],
    ['by chance a little longer, so that not all come back together', 7000, 1, [7250]],
    ['of nothing does not shorten the back-off', 0, 1, [500]],
    ['of less than the back-off does not either', 100, 1, [500]],
    ['of all that is left is waited for', 40_000, 1, [40_000]],
  ])('Retry-After %s', async (_, retryAfterMs, random, expected) => {
    const outcome = await attempt({ outcomes: [failed(answered(429), { retryAfterMs }), 'done'], random });
    expect(outcome).toMatchObject({ result: 2, sleeps: expected });
  });

  test.each<[string, number, string]>([
    ['an hour', 3_600_000, '3600 seconds, 60 min 0 s'],
    ['a little more than is left', 40_001, '41 seconds'],
  ])('Retry-After of %s is an error at once, with the time', async (_, retryAfterMs, words) => {
    const outcome = await attempt({ outcomes: [failed(answered(429), { retryAfterMs })] });
    expect(outcome).toMatchObject({ attempts: 1, sleeps: [], told: [] });
    expect(outcome.result).toMatchObject({
      message: `GET /v2/users/me answered 429: No. (it asks to wait for ${words})`,
      hint: expect.stringContaining('40 seconds left'),
      cause: { status: 429 },
    });
  });

  test('Retry-After beyond what is left after some attempts is an error too', async () => {
    const outcome = await attempt({ outcomes: [failed(), failed(answered(429), { retryAfterMs: 39_800 })] });
    expect(outcome).toMatchObject({ attempts: 2, result: { message: expect.stringContaining('40 seconds') } });
  });

  test('Retry-After of what is not repeated changes nothing', async () => {
    const outcomes = [failed(answered(503), { retryAfterMs: 3_600_000 })];
    const outcome = await attempt({ outcomes, repeatable: 'refused' });
    expect(outcome).toMatchObject({ attempts: 1, result: { status: 503 } });
  });

  test('a fault of our own is not repeated', async () => {
    const fault = new TypeError('x is not a function');
    const work = withRetries(() => Promise.reject(fault), {
      repeatable: 'any',
      bounds: defaultBounds,
      clock: retryClock(),
      onRetry: () => {},
    });
    await expect(work).rejects.toBe(fault);
  });

  test('after a cancel none follows', async () => {
    const reason = new Error('cancelled');
    const outcome = await attempt({ outcomes: [failed()], signal: AbortSignal.abort(reason) });
    expect(outcome).toMatchObject({ attempts: 1, sleeps: [], told: [], result: reason });
  });
});
