import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { createApifyApi } from '../../src/apify/client.ts';
import { CancelledError } from '../../src/runner/cancellation.ts';
import { type SettingChange, updateSettings } from '../../src/settings/update-settings.ts';
import { retryClock } from '../support/retry-clock.ts';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator();
  emulator.addActor({ name: 'my-actor', versions: [{ versionNumber: '0.1' }] });
});
afterEach(() => emulator.close());

function update(beforeWrite = (): void => {}): Promise<readonly SettingChange[]> {
  const api = createApifyApi({ baseUrl: emulator.url, token: emulator.token, clock: retryClock() });
  const settings = { title: 'New', seoTitle: null, categories: ['AI'] };
  return updateSettings(api, 'janedoe~my-actor', { settings, live: 'Build 0.1.1 is live.', beforeWrite });
}

test('sends the settings that differ in one request', async () => {
  const changes = await update();
  expect(changes.map(({ key }) => key)).toEqual(['title', 'categories']);
  const sent = emulator.requests.flatMap(({ method, json }) => (method === 'GET' ? [] : [json]));
  expect(sent).toEqual([{ title: 'New', categories: ['AI'] }]);
  expect(await update()).toEqual([]);
  expect(emulator.requests.filter(({ method }) => method !== 'GET')).toHaveLength(1);
});

test.each([
  [
    'PUT',
    400,
    /^Correct the value that .* Apify Console: title, categories\. They are unchanged\. Build 0\.1\.1 is live\.$/,
  ],
  ['PUT', 403, / Apify Console: title, categories\. They are unchanged\. Build 0\.1\.1 is live\.$/],
  ['GET', 403, / Apify Console: title, seoTitle, categories\. They are unchanged\. Build 0\.1\.1 is live\.$/],
])(
  'a %s request that fails with %d is an error that lists the completed changes and the remaining ones',
  async (method, status, hint) => {
    emulator.addFault({ method, times: Infinity, fault: { kind: 'status', status } });
    await expect(update()).rejects.toMatchObject({
      message: expect.stringMatching(/^The Actor's settings could not be updated: /),
      hint: expect.stringMatching(hint),
    });
  },
);

test('writes nothing if the step is canceled while the settings are compared', async () => {
  const cancel = (): void => {
    throw new CancelledError('SIGINT');
  };
  await expect(update(cancel)).rejects.toBeInstanceOf(CancelledError);
  expect(emulator.requests.map(({ method }) => method)).toEqual(['GET']);
});
