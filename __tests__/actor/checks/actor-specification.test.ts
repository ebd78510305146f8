import { expect, test } from '@jest/globals';
import { checkActorSpecification } from '../../../src/actor/checks/actor-specification.ts';

test.each([[{}], [{ actorSpecification: null }]])('%j causes a warning', (actorJson) => {
  expect(checkActorSpecification(actorJson)).toMatchObject([
    { level: 'warning', path: [], message: 'has no actorSpecification' },
  ]);
});

test.each([1, 2, '1'])('actorSpecification %j causes no warning', (actorSpecification) => {
  expect(checkActorSpecification({ actorSpecification })).toEqual([]);
});
