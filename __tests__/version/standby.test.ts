import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { createApifyApi } from '../../src/apify/client.ts';
import { CancelledError } from '../../src/runner/cancellation.ts';
import { systemClock } from '../../src/time/clock.ts';
import { keepStandbyInStep } from '../../src/version/standby.ts';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator();
  emulator.addActor({ name: 'my-actor', actorStandby: { isEnabled: false, build: 'latest' } });
});
afterEach(() => emulator.close());

function keep(usesStandbyMode: boolean, signal?: AbortSignal) {
  const connection = { baseUrl: emulator.url, token: emulator.token, clock: systemClock };
  const api = createApifyApi({ ...connection, ...(signal === undefined ? {} : { signal }) });
  return keepStandbyInStep(api, 'janedoe~my-actor', usesStandbyMode, undefined);
}

test('only what differs is written, with the other settings as they are', async () => {
  expect(await keep(false)).toEqual([]);
  expect(await keep(true)).toMatchObject([{ level: 'info', message: expect.stringContaining('enabled now') }]);
  expect(emulator.requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'PUT']);
  expect(emulator.platform.actors[0]?.actorStandby).toEqual({ isEnabled: true, build: 'latest' });
});

test('a failure is a warning', async () => {
  emulator.addFault({ method: 'PUT', fault: { kind: 'status', status: 403 } });
  expect(await keep(true)).toMatchObject([{ level: 'warning', message: expect.stringContaining('403') }]);
});

test('a cancel is none: the run ends by it', async () => {
  emulator.addFault({ method: 'PUT', fault: { kind: 'hang' } });
  const cancel = new AbortController();
  const kept = keep(true, cancel.signal);
  const watch = setInterval(() => {
    if (emulator.requests.some(({ method }) => method === 'PUT')) cancel.abort(new CancelledError('SIGINT'));
  }, 5);
  await expect(kept).rejects.toThrow(/^Cancelled \(SIGINT\)/);
  clearInterval(watch);
});
