import { expect, test } from '@jest/globals';
import { startEmulator } from '../../emulator/emulator.ts';
import { createApifyApi } from '../../src/apify/client.ts';
import { CancelledError } from '../../src/runner/cancellation.ts';
import { updateSettings } from '../../src/settings/update-settings.ts';
import { virtualClock } from '../support/virtual-clock.ts';

test('nothing is written if the step is canceled while the settings are compared', async () => {
  await using emulator = await startEmulator();
  emulator.addActor({ name: 'my-actor' });
  const api = createApifyApi({ baseUrl: emulator.url, token: emulator.token, clock: virtualClock() });
  const beforeWrite = (): void => {
    throw new CancelledError('SIGINT');
  };
  const update = updateSettings(api, 'janedoe~my-actor', { settings: { title: 'New' }, live: '', beforeWrite });
  await expect(update).rejects.toBeInstanceOf(CancelledError);
  expect(emulator.requests.map(({ method }) => method)).toEqual(['GET']);
});
