import { expect, test } from '@jest/globals';
import { RejectedInputError } from '../../src/runs/test-input.ts';

test.each([
  ['Input is not valid: Field input.url is required', ['url']],
  ['Input is not valid: Field input.startUrls.0.url must be string', ['startUrls', '0', 'url']],
  ['Input is not valid: Items in input.startUrls[0].url do not contain valid URLs', ['startUrls', '0', 'url']],
  ['Field "input.max-items" must be integer.', ['max-items']],
  ['The value of input.url.', ['url']],
  ['Something is wrong', []],
])('the message "%s" leads to the field %j', (message, field) => {
  expect(new RejectedInputError(message, undefined)).toMatchObject({
    field,
    message: `Apify rejected the test input: ${message}`,
  });
});
