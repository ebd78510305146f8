import { expect, test } from '@jest/globals';
import { readRunUrl } from '../../src/runner/inputs.ts';

const environment = {
  GITHUB_ACTIONS: 'true',
  GITHUB_SERVER_URL: 'https://github.example.com',
  GITHUB_REPOSITORY: 'janedoe/my-actor',
  GITHUB_RUN_ID: '123',
};

test('leads to the run on its server', () => {
  expect(readRunUrl(environment)).toBe('https://github.example.com/janedoe/my-actor/actions/runs/123');
});

test('is a valid header value, whatever the variables contain', () => {
  const url = readRunUrl({ ...environment, GITHUB_REPOSITORY: 'jané/x\r\nevil: 1' });
  expect(new Headers({ url: url ?? '' }).get('url')).toBe(
    'https://github.example.com/jan%C3%A9/xevil:%201/actions/runs/123',
  );
});

test.each([
  ['outside GitHub Actions', { GITHUB_ACTIONS: '' }],
  ['without a server', { GITHUB_SERVER_URL: undefined }],
  ['with an unsupported scheme', { GITHUB_SERVER_URL: 'file://x' }],
  ['without a repository', { GITHUB_REPOSITORY: undefined }],
  ['without a run ID', { GITHUB_RUN_ID: undefined }],
  ['with a run ID that is not a number', { GITHUB_RUN_ID: '1\nx' }],
])('is undefined %s', (_, change) => {
  expect(readRunUrl({ ...environment, ...change })).toBeUndefined();
});
