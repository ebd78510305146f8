import { describe, expect, test } from '@jest/globals';
import { formatPlan } from '../../../src/actions/deploy/format-plan.ts';
import { outputsOf } from '../../../src/actions/deploy/outputs.ts';
import type { TestConfig } from '../../../src/actions/deploy/test-inputs.ts';
import type { ActorDefinition } from '../../../src/actor/definition.ts';
import type { Actor, EnvVar, StoredEnvVar, VersionSource } from '../../../src/apify/api.ts';
import type { TestRunOptions } from '../../../src/runs/run-test.ts';
import { plannedVersion, planUpdate, versionBody } from '../../../src/version/plan.ts';
import type { RemoteState } from '../../../src/version/remote-state.ts';
import { emptyState } from '../../support/run-state.ts';

const source: VersionSource = { sourceType: 'SOURCE_FILES', sourceFiles: [] };
const plain: EnvVar = { name: 'A', value: '1', isSecret: false };
const kept: StoredEnvVar = { name: 'KEPT', value: 'k' };
const secret: StoredEnvVar = { name: 'OLD', isSecret: true };

interface Scenario {
  readonly remote: RemoteState;
  readonly mode?: 'merge' | 'replace';
  readonly wanted?: readonly EnvVar[];
  readonly usesStandbyMode?: boolean;
}

function plan({ remote, mode = 'merge', wanted = [], usesStandbyMode }: Scenario) {
  const definition = { name: 'my-actor', usesStandbyMode } as ActorDefinition;
  const actor = { kind: 'named', name: 'my-actor' } as const;
  const request = {
    target: { actor, versionNumber: '0.1', buildTag: undefined, chosenTag: undefined },
    actorId: 'jane~my-actor',
    definition,
    createIfMissing: true,
    isSourceChosen: false,
    dryRun: true,
    applyEnvVarsToBuild: undefined,
  };
  return planUpdate({ ...request, envVars: { mode, wanted } }, remote);
}

function text(
  scenario: Scenario,
  next: { readonly build?: boolean; readonly waitForFinishSecs?: number; readonly test?: TestConfig } = {},
): string {
  const made = plan(scenario);
  const all = {
    build: true,
    useCache: true,
    waitForFinishSecs: undefined,
    test: undefined,
    fileCount: 0,
    settings: [],
    standbyIsSetByFile: false,
    ...next,
  };
  return formatPlan(made, versionBody(made, source), all).join('\n');
}

function outputs(scenario: Scenario): Readonly<Record<string, string>> {
  const made = plan(scenario);
  const version = plannedVersion(made, versionBody(made, source));
  return outputsOf({ ...emptyState, dryRun: true, plan: { lines: [], files: [], version, creates: undefined } });
}

const version = { versionNumber: '0.1', buildTag: 'beta', applyEnvVarsToBuild: true };
const actor: Actor = { id: 'a1', name: 'my-actor', username: 'jane', versions: [version] };
const unknown: RemoteState = { kind: 'unknown' };
const noVersion: RemoteState = { kind: 'no-version', actor: { ...actor, versions: [] } };

/** Variables are only read if they have to be merged. */
function existing(...envVars: readonly StoredEnvVar[]): RemoteState {
  return { kind: 'existing', actor, version: { ...version, envVars }, envVars };
}

describe('the plan for variables and the tag', () => {
  test.each<[string, Scenario, RegExp]>([
    ['unknown', { remote: unknown, wanted: [plain] }, /variables \(in addition to those on Apify\):\n {4}A\n/],
    ['replaced', { remote: unknown, wanted: [plain], mode: 'replace' }, /\(the complete list\):\n {4}A\n/],
    ['merged', { remote: existing(kept), wanted: [plain] }, /\(the complete list\):\n {4}KEPT\n {4}A\n/],
    [
      'a secret is kept',
      { remote: existing(secret, kept), wanted: [plain, { name: 'KEPT', value: 'k', isSecret: true }] },
      /one at a time .*:\n {4}A \(create\)\n {4}KEPT \(secret, update\)\n {4}OLD \(secret, unchanged\)\nBuild/,
    ],
    ['none', { remote: existing(secret) }, /tag: unchanged\n.*variables: unchanged\n/],
    ['a version is created', { remote: noVersion }, /^Create version .*\n.*\n.*tag: none\n.*variables: none\n/],
    ['an Actor is created', { remote: { kind: 'no-actor' } }, /tag: latest\n.*variables: none\n/],
  ])('%s', (_title, scenario, expected) => {
    expect(text(scenario)).toMatch(expected);
  });
});

test.each<[string, Scenario, TestConfig, RegExp]>([
  [
    'of an Actor that is created',
    { remote: { kind: 'no-actor' } },
    { run: { input: { kind: 'prefill' }, file: undefined, options: {} as TestRunOptions }, promote: true },
    /^ {2}The tag candidate .*\nTest the build with the prefilled input\nPoint the tag latest to the build if it passes$/m,
  ],
  [
    'of a tag that only Apify has',
    { remote: unknown },
    { run: undefined, promote: false },
    /^ {2}The tag candidate .*\nDo not point the build tag to the build$/m,
  ],
])('the plan for the test run and the tag %s', (_title, scenario, config, expected) => {
  expect(text(scenario, { test: config })).toMatch(expected);
});

describe('Standby mode', () => {
  const standby = (isEnabled: boolean | undefined): RemoteState => {
    return { kind: 'existing', actor: { ...actor, actorStandby: { isEnabled: isEnabled ?? null } }, version };
  };
  test.each<[string, Scenario, RegExp]>([
    ['is enabled', { remote: standby(false), usesStandbyMode: true }, /^Enable Standby mode$/m],
    ['was never set', { remote: standby(undefined), usesStandbyMode: true }, /^Enable Standby mode$/m],
    ['is disabled', { remote: standby(true), usesStandbyMode: false }, /^Disable Standby mode$/m],
    ['is unknown', { remote: unknown, usesStandbyMode: true }, /^Enable Standby mode if necessary$/m],
    ['is created', { remote: { kind: 'no-actor' }, usesStandbyMode: true }, /^Create the Actor .* with Standby mode$/m],
    ['does not differ', { remote: standby(true), usesStandbyMode: true }, /^(?!.*Standby)/s],
    ['is not in actor.json', { remote: standby(true) }, /^(?!.*Standby)/s],
  ])('%s', (_title, scenario, expected) => {
    expect(text(scenario)).toMatch(expected);
  });

  test.each([
    ['part of the plan with a build that the action waits for', {}, true],
    ['part of the plan without a build', { build: false, waitForFinishSecs: 0 }, true],
    ['not part of the plan with a build that the action does not wait for', { waitForFinishSecs: 0 }, false],
  ])('is %s', (_title, next, isPart) => {
    expect(text({ remote: unknown, usesStandbyMode: true }, next).includes('Enable Standby mode')).toBe(isPart);
  });
});

describe('the outputs contain the known values', () => {
  test.each<[string, Scenario, string | undefined]>([
    ['no variables, unknown state', { remote: unknown }, undefined],
    ['no variables', { remote: existing(kept, secret) }, '["KEPT","OLD"]'],
    ['a secret is kept', { remote: existing(secret), wanted: [plain] }, '["OLD","A"]'],
    ['merged', { remote: existing(kept), wanted: [plain] }, '["KEPT","A"]'],
    ['created', { remote: noVersion }, '[]'],
    ['created with variables', { remote: noVersion, wanted: [plain] }, '["A"]'],
  ])('env-var-names: %s', (_title, scenario, names) => {
    expect(outputs(scenario)['env-var-names']).toBe(names);
  });

  test('for the tag and the setting that Apify keeps', () => {
    expect(outputs({ remote: existing() })).toMatchObject({ 'build-tag': 'beta', 'apply-env-vars-to-build': 'true' });
    expect(outputs({ remote: unknown })).not.toHaveProperty('build-tag');
  });
});
