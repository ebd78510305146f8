import { describe, expect, test } from '@jest/globals';
import { describePlan } from '../../../src/actions/deploy/format-plan.ts';
import { outputsOf } from '../../../src/actions/deploy/outputs.ts';
import type { ActorDefinition } from '../../../src/actor/definition.ts';
import type { Actor, EnvVar, StoredEnvVar, VersionSource } from '../../../src/apify/api.ts';
import { bodyOf, plannedVersion, planUpdate } from '../../../src/version/plan.ts';
import type { RemoteState } from '../../../src/version/remote-state.ts';

const source: VersionSource = { sourceType: 'SOURCE_FILES', sourceFiles: [] };
const plain: EnvVar = { name: 'A', value: '1', isSecret: false };
const kept: StoredEnvVar = { name: 'KEPT', value: 'k' };
const secret: StoredEnvVar = { name: 'OLD', isSecret: true };

interface Wish {
  readonly standing: RemoteState;
  readonly mode?: 'merge' | 'replace';
  readonly wanted?: readonly EnvVar[];
  readonly usesStandbyMode?: boolean;
}

function plan({ standing, mode = 'merge', wanted = [], usesStandbyMode }: Wish) {
  const definition = { name: 'my-actor', usesStandbyMode } as ActorDefinition;
  const target = {
    actor: { kind: 'named', name: 'my-actor' },
    versionNumber: '0.1',
    buildTag: undefined,
    chosenTag: undefined,
  } as const;
  const request = {
    target,
    actorId: 'jane~my-actor',
    definition,
    createIfMissing: true,
    applyEnvVarsToBuild: undefined,
  };
  return planUpdate({ ...request, envVars: { mode, wanted } }, standing);
}

function said(wish: Wish, next: { readonly build?: boolean; readonly waitForFinishSecs?: number } = {}): string {
  const made = plan(wish);
  const all = { build: true, useCache: true, waitForFinishSecs: undefined, fileNames: [], ...next };
  return describePlan(made, bodyOf(made, source), all).join('\n');
}

function outputs(wish: Wish): Readonly<Record<string, string>> {
  const made = plan(wish);
  return outputsOf({ dryRun: true, planned: plannedVersion(made, bodyOf(made, source)), diagnostics: [], times: [] });
}

function actor(envVars: readonly StoredEnvVar[], more: Partial<Actor> = {}): Actor {
  const version = { versionNumber: '0.1', buildTag: 'beta', applyEnvVarsToBuild: true, envVars };
  return { id: 'a1', name: 'my-actor', username: 'jane', versions: [version], ...more };
}

const unknown: RemoteState = { kind: 'unknown' };
const noVersion: RemoteState = { kind: 'no-version', actor: actor([], { versions: [] }) };
const there = (...envVars: readonly StoredEnvVar[]): RemoteState => ({
  kind: 'there',
  actor: actor(envVars),
  stored: envVars,
});

describe('the plan says what is true of variables and tag', () => {
  test.each<[string, Wish, RegExp]>([
    ['nobody was asked', { standing: unknown, wanted: [plain] }, /variables, beside those on the platform:\n {4}A\n/],
    [
      'nobody was asked, replaced',
      { standing: unknown, wanted: [plain], mode: 'replace' },
      /, exactly these:\n {4}A\n/,
    ],
    ['merged', { standing: there(kept), wanted: [plain] }, /exactly these:\n {4}KEPT\n {4}A\n/],
    ['a secret stays', { standing: there(secret), wanted: [plain] }, /each by itself.*\n {4}A \(create\)\n/],
    ['nothing wanted', { standing: there(secret) }, /tag: as it is on.*\n.*variables: as they are on the platform/],
    ['a version is created', { standing: noVersion }, /tag: none\n.*variables: none\n/],
    ['an Actor is created', { standing: { kind: 'no-actor' } }, /tag: latest\n.*variables: none\n/],
  ])('%s', (_title, wish, expected) => {
    expect(said(wish)).toMatch(expected);
  });
});

describe('the plan tells of Standby', () => {
  const standing = (isEnabled: boolean | undefined): RemoteState => {
    return { kind: 'there', actor: actor([], { actorStandby: { isEnabled: isEnabled ?? null } }), stored: undefined };
  };
  test.each<[string, Wish, RegExp]>([
    ['off, wanted', { standing: standing(false), usesStandbyMode: true }, /^Enable Standby mode$/m],
    ['never set, wanted', { standing: standing(undefined), usesStandbyMode: true }, /^Enable Standby mode$/m],
    ['on, not wanted', { standing: standing(true), usesStandbyMode: false }, /^Disable Standby mode$/m],
    ['not known', { standing: unknown, usesStandbyMode: true }, /^Enable Standby mode, where it is not so already$/m],
    ['created', { standing: { kind: 'no-actor' }, usesStandbyMode: true }, /^Create the Actor .*, in Standby mode$/m],
    ['as it is', { standing: standing(true), usesStandbyMode: true }, /^(?!.*Standby)/s],
    ['not in actor.json', { standing: standing(true) }, /^(?!.*Standby)/s],
  ])('%s', (_title, wish, expected) => {
    expect(said(wish)).toMatch(expected);
  });
});

describe('outputs are what is known', () => {
  test.each<[string, Wish, string | undefined]>([
    ['nothing wanted, nobody was asked', { standing: unknown }, undefined],
    ['nothing wanted', { standing: there(kept, secret) }, '["KEPT","OLD"]'],
    ['a secret stays', { standing: there(secret), wanted: [plain] }, '["OLD","A"]'],
    ['merged', { standing: there(kept), wanted: [plain] }, '["KEPT","A"]'],
    ['created', { standing: noVersion }, '[]'],
    ['created with variables', { standing: noVersion, wanted: [plain] }, '["A"]'],
  ])('env-var-names: %s', (_title, wish, names) => {
    expect(outputs(wish)['env-var-names']).toBe(names);
  });

  test('tag and mode that the platform keeps', () => {
    expect(outputs({ standing: there() })).toMatchObject({ 'build-tag': 'beta', 'apply-env-vars-to-build': 'true' });
    expect(outputs({ standing: unknown })).not.toHaveProperty('build-tag');
  });
});

test.each([
  ['with a build that is awaited', {}, true],
  ['without a build', { build: false, waitForFinishSecs: 0 }, true],
  ['with a build that is not awaited', { waitForFinishSecs: 0 }, false],
])('whether Standby mode is said to be kept in step %s', (_what, next, isSaid) => {
  const text = said({ standing: { kind: 'unknown' }, usesStandbyMode: true }, next);
  expect(text.includes('Enable Standby mode')).toBe(isSaid);
});
