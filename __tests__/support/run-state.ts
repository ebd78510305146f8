import type { RunState } from '../../src/actions/deploy/state.ts';

export const emptyState: RunState = { dryRun: false, written: [], diagnostics: [], times: [] };

/** The state after a build that succeeded, with a build before it. */
export const deployedState: RunState = {
  dryRun: false,
  actorId: 'janedoe~web-crawler',
  actor: { id: 'hG8xK2pQ9rT4vW1zA', name: 'web-crawler', username: 'janedoe' },
  target: {
    actor: { kind: 'named', name: 'web-crawler' },
    versionNumber: '1.4',
    buildTag: 'latest',
    chosenTag: 'latest',
  },
  previousBuild: { id: 'aP3vD6qS1xT8hN0oZ', number: '1.4.11' },
  source: { type: 'SOURCE_FILES', files: { count: 42, bytes: 183_402, archived: false } },
  commit: {
    sha: '8f2c1d94a7b3e6f5d8c9b0a1e2f3d4c5b6a79801',
    url: 'https://github.com/janedoe/actors/commit/8f2c1d94a7b3e6f5d8c9b0a1e2f3d4c5b6a79801',
  },
  envVars: [
    { name: 'LOG_LEVEL', isSecret: false },
    { name: 'API_KEY', isSecret: true },
  ],
  version: {
    versionNumber: '1.4',
    sourceType: 'SOURCE_FILES',
    buildTag: 'latest',
    applyEnvVarsToBuild: false,
    envVars: [{ name: 'LOG_LEVEL' }, { name: 'API_KEY', isSecret: true }],
  },
  written: ['version 1.4'],
  build: {
    id: 'bQ4wE7rT2yU9iO1pA',
    actId: 'hG8xK2pQ9rT4vW1zA',
    status: 'SUCCEEDED',
    buildNumber: '1.4.12',
    startedAt: '2026-11-24T09:00:00.000Z',
    usageTotalUsd: 0.0123,
  },
  buildResult: 'succeeded',
  promoted: true,
  problems: [],
  settings: [],
  diagnostics: [],
  times: [
    { stage: 'Inputs', ms: 12 },
    { stage: 'Build', ms: 74_200 },
  ],
};

/** A test run that passed. */
export const testedState: Partial<RunState> = {
  run: {
    id: 'rT5yU8iO2pA4sD6fG',
    status: 'SUCCEEDED',
    startedAt: '2026-11-24T09:02:00.000Z',
    buildId: 'bQ4wE7rT2yU9iO1pA',
    defaultDatasetId: 'dS3fG6hJ9kL2zX5cV',
    usageTotalUsd: 0.002,
  },
  testResult: 'passed',
  itemCount: 3,
};
