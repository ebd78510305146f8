/** What the user reads when something goes wrong, and the line of the log when it is tried again. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ApifyApiError } from '../../src/apify/api-error.ts';
import { explain, formatRetry } from '../../src/apify/error-hints.ts';
import { LostAnswerError } from '../../src/apify/lost-answer.ts';
import { ActionError } from '../../src/errors.ts';

function answered(status: number, type = '', attempts = 1): ApifyApiError {
  const request = 'POST /v2/acts/janedoe~my-actor/versions/0.1';
  return new ApifyApiError({ status, type, apiMessage: 'So it is.', request, attempts });
}

describe('What can be done about an error of the API', () => {
  test.each<[number, string, string]>([
    [400, 'invalid-input', '.actor/actor.json'],
    [401, 'user-or-token-not-found', 'https://console.apify.com/settings/integrations'],
    [401, 'token-not-valid', 'https://console.apify.com/settings/integrations'],
    [401, '', 'input token'],
    [402, 'not-enough-usage-to-run-paid-actor', 'limits of the account'],
    [402, '', 'https://console.apify.com/billing'],
    [403, 'insufficient-permissions', 'permission'],
    [403, 'versions-size-exceeded', 'source-type: TARBALL'],
    [403, 'versions-size-exceeded', 'source-type: GIT_REPO'],
    [403, 'too-many-versions', 'Delete versions'],
    [403, 'too-many-actors', 'Delete Actors'],
    [403, 'concurrent-update-detected', 'concurrency group'],
    [403, 'monthly-usage-limit-too-low', 'monthly limit'],
    [403, 'actor-disabled', 'disabled'],
    [403, 'user-disabled', 'disabled'],
    [403, '', 'api-base-url'],
    [404, 'record-not-found', 'actor-id'],
    [404, '', 'api-base-url'],
    [405, 'method-not-allowed', 'api-base-url'],
    [407, '', 'HTTPS_PROXY'],
    [408, 'run-timeout-exceeded', 'run the job again'],
    [409, 'actor-name-not-unique', '.actor/actor.json'],
    [409, '', 'Apify Console'],
    [413, 'request-too-large', '.actorignore'],
    [415, 'unsupported-content-encoding', 'api-base-url'],
    [429, 'rate-limit-exceeded', 'later'],
    [302, 'redirect', 'api-base-url'],
    [418, '', 'https://docs.apify.com/api/v2'],
    [500, 'internal-server-error', 'https://status.apify.com'],
    [503, '', 'https://status.apify.com'],
  ])('%i %s: %s', (status, type, help) => {
    const { message, hint, place } = explain(answered(status, type));
    expect(hint).toContain(help);
    expect(place).toBeUndefined();
    const named = type === '' ? `${status}` : `${status} ${type}`;
    expect(message).toBe(`POST /v2/acts/janedoe~my-actor/versions/0.1 answered ${named}: So it is.`);
  });

  test('there is always something', () => {
    const type = fc.oneof(fc.string(), fc.constantFrom('constructor', '__proto__', 'toString', 'hasOwnProperty'));
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 599 }), type, (status, word) => {
        expect(explain(answered(status, word)).hint).toMatch(/^[A-Z].{20,}/);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('What is told', () => {
  test.each<[string, unknown, { message: string; hint?: unknown; place?: unknown }]>([
    [
      'how often the API was asked',
      answered(503, '', 9),
      { message: expect.stringMatching(/: So it is\. \(after 9 attempts\)$/) as never },
    ],
    [
      'how often no answer came',
      new LostAnswerError('No answer', { attempts: 3, hint: 'Wait.' }),
      { message: 'No answer (after 3 attempts)', hint: 'Wait.' },
    ],
    ['once is not worth a word', new LostAnswerError('No answer', { hint: 'Wait.' }), { message: 'No answer' }],
    [
      'our own errors with their place',
      new ActionError('Wrong', { hint: 'Right.', place: { file: 'a.json', line: 3 } }),
      { message: 'Wrong', hint: 'Right.', place: { file: 'a.json', line: 3 } },
    ],
    ['a fault of ours', new TypeError('x'), { message: 'Unexpected: x', hint: expect.stringContaining('report it') }],
    ['what is no error', 'x', { message: 'Unexpected: x', hint: expect.stringContaining('report it') }],
  ])('%s', (_, error, expected) => {
    expect(explain(error)).toMatchObject(expected);
  });

  test.each<[string, Error, string]>([
    [
      'what was asked for, and what the answer was',
      answered(503),
      'POST /v2/acts/janedoe~my-actor/versions/0.1 answered 503: So it is. Attempt 3 follows in 1.5 s',
    ],
    [
      'that another run was there',
      answered(403, 'concurrent-update-detected'),
      'Another run or person is changing the Actor at the same time. POST /v2/acts/janedoe~my-actor/versions/0.1 answered 403 concurrent-update-detected: So it is. Attempt 3 follows in 1.5 s',
    ],
    ['that no answer came', new LostAnswerError('No answer', {}), 'No answer. Attempt 3 follows in 1.5 s'],
  ])('before the next attempt: %s', (_, reason, expected) => {
    expect(formatRetry(reason, 2, 1500)).toBe(expected);
  });
});
