import { expect, test } from '@jest/globals';
import { warnIfNotEncrypted } from '../../src/actions/input-fields.ts';

test.each([
  ['https://api.apify.com', 0],
  ['http://127.0.0.1:1', 0],
  ['http://localhost', 0],
  ['http://a.localhost:8080', 0],
  ['http://[::1]:80', 0],
  ['http://10.0.0.1', 1],
  ['http://127.0.0.1.evil.test', 1],
  ['http://api.apify.com', 1],
])('%s causes %i warnings', (url, count) => {
  const diagnostics = warnIfNotEncrypted(url);
  expect(diagnostics).toHaveLength(count);
  for (const { message } of diagnostics) expect(message).toContain(url);
});
