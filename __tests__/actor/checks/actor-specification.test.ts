import { expect, test } from '@jest/globals';
import { checkActorSpecification } from '../../../src/actor/checks/actor-specification.ts';

test.each([[{}], [{ actorSpecification: null }]])('%j has a warning', (actorJson) => {
  expect(checkActorSpecification(actorJson)).toMatchObject([
    { level: 'warning', path: [], message: 'has no actorSpecification' },
  ]);
});

test.each([1, 2, '1'])('actorSpecification %j has none', (actorSpecification) => {
  expect(checkActorSpecification({ actorSpecification })).toEqual([]);
});
