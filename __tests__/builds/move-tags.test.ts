import { expect, test } from '@jest/globals';
import type { Actor, ApifyApi } from '../../src/apify/api.ts';
import { moveTags } from '../../src/builds/tags.ts';
import { virtualClock } from '../support/virtual-clock.ts';

function actorWith(buildId: string): Actor {
  return { id: 'actor1', name: 'my-actor', username: 'janedoe', taggedBuilds: { latest: { buildId } } } as Actor;
}

/** Moves `latest` to the build `new`. @param written the response to the change. @returns the tags that did not move, and the time that it took in ms. */
async function move(getActor: ApifyApi['getActor'], signal = new AbortController().signal, written = 'old') {
  const clock = virtualClock();
  const api = { updateActor: async () => actorWith(written), getActor } as unknown as ApifyApi;
  const began = clock.now();
  const request = { actorId: 'actor1', tags: ['latest'], buildId: 'new' };
  const unmoved = await clock.run(moveTags(api, request, { clock, signal }));
  return { unmoved, ms: clock.now() - began };
}

test('reads the Actor until the tag points to the build', async () => {
  let requests = 0;
  const result = await move(async () => actorWith(++requests < 3 ? 'old' : 'new'));
  expect(result).toEqual({ unmoved: [], ms: 750 });
});

test('does not rely on the response to the change', async () => {
  const result = await move(async () => actorWith('old'), undefined, 'new');
  expect(result).toEqual({ unmoved: ['latest'], ms: 30_000 });
});

test.each<[string, ApifyApi['getActor']]>([
  ['does not move', async () => actorWith('old')],
  ['cannot be read', async () => Promise.reject(new Error('no'))],
  [
    'is read by a request without a response',
    (_id, signal) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason));
      }),
  ],
])('ends after 30 seconds if the tag %s', async (_title, getActor) => {
  expect(await move(getActor)).toEqual({ unmoved: ['latest'], ms: 30_000 });
});

test('a cancellation after the tag has moved does not hide that it has moved', async () => {
  const cancel = new AbortController();
  const getActor = async (): Promise<Actor> => {
    cancel.abort(new Error('Canceled'));
    throw cancel.signal.reason;
  };
  expect(await move(getActor, cancel.signal, 'new')).toMatchObject({ unmoved: [] });
});

test('a cancellation ends the wait with its reason', async () => {
  const cancel = new AbortController();
  const getActor = async (): Promise<Actor> => {
    cancel.abort(new Error('Canceled'));
    return actorWith('old');
  };
  await expect(move(getActor, cancel.signal)).rejects.toThrow('Canceled');
});
