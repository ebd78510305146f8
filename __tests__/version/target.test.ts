import { expect, test } from '@jest/globals';
import type { ActorDefinition } from '../../src/actor/definition.ts';
import { chooseTarget, missingFromTarget } from '../../src/version/update-request.ts';

type Given = Partial<Pick<ActorDefinition, 'name' | 'version' | 'buildTag'>>;
type Inputs = Parameters<typeof chooseTarget>[0];

function definition(given: Given): ActorDefinition {
  const absent = { title: undefined, description: undefined, usesStandbyMode: undefined };
  const docker = { dockerfile: undefined, dockerContextDir: undefined };
  const names = { name: undefined, version: undefined, buildTag: undefined };
  return {
    file: '.actor/actor.json',
    environmentVariables: {},
    defaultFiles: [],
    references: [],
    ...absent,
    ...docker,
    ...names,
    ...given,
  };
}

const noInputs: Inputs = { actorId: undefined, version: undefined, buildTag: undefined };
const id = { actorId: 'janedoe~my-actor' };

test.each<[string, Partial<Inputs>, Given | undefined, object]>([
  [
    'uses inputs without actor.json',
    { ...id, version: '1.2', buildTag: 'beta' },
    undefined,
    { versionNumber: '1.2', buildTag: 'beta', chosenTag: 'beta' },
  ],
  [
    'prefers inputs to actor.json',
    { ...id, version: '1.2', buildTag: 'beta' },
    { version: '0.1', buildTag: 'x' },
    { versionNumber: '1.2', buildTag: 'beta' },
  ],
  [
    'uses actor.json without inputs',
    {},
    { name: 'abc', version: '0.1', buildTag: 'x' },
    { actor: { kind: 'named', name: 'abc' }, versionNumber: '0.1', buildTag: 'x' },
  ],
  ['prefers actor-id to the name', id, { name: 'abc' }, { actor: { kind: 'given', actorId: 'janedoe~my-actor' } }],
  [
    'uses version 0.0 and the tag latest if no version is set',
    id,
    {},
    { versionNumber: '0.0', buildTag: 'latest', chosenTag: undefined },
  ],
  ['uses the tag latest for version 0.0', { ...id, version: '0.0' }, undefined, { buildTag: 'latest' }],
  ['keeps the tag of another version', { ...id, version: '0.1' }, undefined, { buildTag: undefined }],
])('%s', (_title, inputs, given, expected) => {
  const { target } = chooseTarget({ ...noInputs, ...inputs }, given === undefined ? undefined : definition(given));
  expect(target).toMatchObject(expected);
});

test.each<[string, string | undefined, string | undefined, number]>([
  ['reports a version that differs from actor.json', '0.2', '0.1', 1],
  ['does not report the same version', '0.1', '0.1', 0],
  ['does not report a version that is only an input', '0.1', undefined, 0],
  ['does not report a version that is only in actor.json', undefined, '0.1', 0],
])('%s: %s and %s', (_title, version, ofFile, count) => {
  const { diagnostics } = chooseTarget({ ...noInputs, ...id, version }, definition({ version: ofFile }));
  expect(diagnostics).toHaveLength(count);
});

test.each<[string, Partial<Inputs>, Given | undefined, readonly string[]]>([
  ['neither inputs nor actor.json', {}, undefined, ['actor-id', 'version']],
  ['only actor-id', id, undefined, ['version']],
  ['both inputs', { ...id, version: '0.1' }, undefined, []],
  ['an actor.json without a name', {}, { version: '0.1' }, ['actor-id']],
  ['an actor.json without a version', {}, { name: 'abc' }, []],
])('finds the missing values with %s', (_title, inputs, given, expected) => {
  expect(missingFromTarget({ ...noInputs, ...inputs }, given === undefined ? undefined : definition(given))).toEqual(
    expected,
  );
});
