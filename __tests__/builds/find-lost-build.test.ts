import { expect, test } from '@jest/globals';
import { createApifyApi } from '../../src/apify/client.ts';
import { createBuildList } from '../../src/builds/list-lost-builds.ts';
import { startPlatform } from '../support/build-run.ts';

test.each([0, 100, 200, 300, 400, 500, 600, 700, 800, 900])(
  'finds its own build, not a build that started 400 ms earlier, if the clock of the API is %d ms ahead',
  async (clockAheadMs) => {
    await using emulator = await startPlatform({}, { clockAheadMs });
    const { clock, url: baseUrl, token } = emulator;
    const api = createApifyApi({ baseUrl, token, clock });
    const actorId = 'janedoe~my-actor';
    const startBuild = (): Promise<Response> =>
      fetch(`${baseUrl}/v2/acts/${actorId}/builds?version=0.1`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
      });
    await startBuild();
    await clock.advance(400);
    const requestedAt = clock.now();
    await startBuild();
    // The time until the connection was lost.
    await clock.advance(250);
    const { signal } = new AbortController();
    const list = createBuildList({ actorId, version: '0.1', requestedAt }, { api, clock, deadline: signal });
    expect(await clock.run(list())).toMatchObject([{ buildNumber: '0.1.2' }]);
    expect(emulator.requests.filter(({ method }) => method === 'GET').length).toBeLessThanOrEqual(3);
  },
);
