import { expect, test } from '@jest/globals';
import { describeBaseUrl } from '../../src/actions/input-fields.ts';

test.each([
  ['https://api.apify.com', []],
  ['http://127.0.0.1:1', ['info']],
  ['http://localhost', ['info']],
  ['http://[::1]:80', ['info']],
  ['http://localhost.', ['info']],
  ['http://[::ffff:7f00:1]', ['info']],
  ['https://proxy.test/apify', ['info']],
  ['http://10.0.0.1', ['info', 'warning']],
  ['http://127.0.0.1.evil.test', ['info', 'warning']],
  ['http://notlocalhost', ['info', 'warning']],
  ['http://[::ffff:a00:1]', ['info', 'warning']],
  ['http://api.apify.com', ['warning']],
])('describes the URL %s with the levels %j', (url, levels) => {
  const diagnostics = describeBaseUrl(url, false);
  expect(diagnostics.map(({ level }) => level)).toEqual(levels);
  for (const { message } of diagnostics) expect(message).toContain(url);
});
