import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import type { Actor } from '../../src/apify/api.ts';
import { createApifyApi } from '../../src/apify/client.ts';
import { CancelledError } from '../../src/runner/cancellation.ts';
import { updateStandby } from '../../src/settings/update-standby.ts';
import { systemClock } from '../../src/time/clock.ts';

const documented = {
  desiredRequestsPerActorRun: 3,
  maxRequestsPerActorRun: 4,
  idleTimeoutSecs: 300,
  build: 'latest',
  memoryMbytes: 1024,
  disableStandbyFieldsOverride: false,
  shouldPassActorInput: null,
};

let emulator: Emulator;
let actor: Actor;
beforeEach(async () => {
  emulator = await startEmulator();
  const { id, name, username } = emulator.addActor({ name: 'my-actor' });
  actor = { id, name, username, actorStandby: { isEnabled: false, ...documented, ...{ internal: 'x' } } };
});
afterEach(() => emulator.close());

function update(usesStandbyMode: boolean, signal?: AbortSignal) {
  const connection = { baseUrl: emulator.url, token: emulator.token, clock: systemClock };
  const api = createApifyApi({ ...connection, ...(signal === undefined ? {} : { signal }) });
  return updateStandby(api, actor, usesStandbyMode);
}

test('sends the documented settings with the changed mode', async () => {
  expect(await update(true)).toMatchObject([
    { level: 'info', message: expect.stringContaining('Enabled Standby mode') },
  ]);
  expect(emulator.requests.map(({ method, json }) => [method, json])).toEqual([
    ['PUT', { actorStandby: { ...documented, isEnabled: true } }],
  ]);
});

test('reports a failure as a warning', async () => {
  emulator.addFault({ method: 'PUT', fault: { kind: 'status', status: 403 } });
  expect(await update(true)).toMatchObject([{ level: 'warning', message: expect.stringContaining('403') }]);
});

test('fails if the step is canceled', async () => {
  emulator.addFault({ method: 'PUT', fault: { kind: 'hang' } });
  await expect(update(true, AbortSignal.abort(new CancelledError('SIGINT')))).rejects.toThrow(/SIGINT/);
});
