import type { Facts } from '../src/actions/deploy/run-state.ts';
import type { Outcome } from '../src/actions/deploy/summary.ts';

export interface SummarySample {
  readonly facts: Facts;
  readonly outcome: Outcome;
}

const actor = { id: 'hG8xK2pQ9rT4vW1zA', name: 'web-crawler', username: 'janedoe' };
const build = {
  id: 'bQ4wE7rT2yU9iO1pA',
  actId: actor.id,
  status: 'SUCCEEDED',
  buildNumber: '1.4.12',
  startedAt: '2026-11-24T09:00:00.000Z',
  usageTotalUsd: 0.0123,
} as const;

const beforeBuild: Facts = {
  dryRun: false,
  actorId: 'janedoe~web-crawler',
  actor,
  target: {
    actor: { kind: 'named', name: 'web-crawler' },
    versionNumber: '1.4',
    buildTag: 'latest',
    chosenTag: 'latest',
  },
  source: { type: 'SOURCE_FILES', files: { count: 42, bytes: 183_402, archived: false } },
  commit: {
    sha: '8f2c1d94a7b3e6f5d8c9b0a1e2f3d4c5b6a79801',
    url: 'https://github.com/janedoe/actors/commit/8f2c1d94a7b3e6f5d8c9b0a1e2f3d4c5b6a79801',
  },
  variables: [
    { name: 'LOG_LEVEL', isSecret: false },
    { name: 'API_KEY', isSecret: true },
  ],
  version: { versionNumber: '1.4', sourceType: 'SOURCE_FILES', buildTag: 'latest' },
  diagnostics: [],
  times: [
    { stage: 'Inputs', ms: 12 },
    { stage: 'Source', ms: 84 },
    { stage: 'Version update', ms: 312 },
  ],
};

const deployed: Facts = {
  ...beforeBuild,
  build,
  buildResult: 'succeeded',
  times: [...beforeBuild.times, { stage: 'Build', ms: 74_200 }],
};

/** One of each way in which a run may end, with the texts that make it hard. */
export const summarySamples: Readonly<Record<string, SummarySample>> = {
  deployed: { facts: deployed, outcome: { kind: 'done' } },
  'deployed, with diagnostics': {
    facts: {
      ...deployed,
      created: 'version',
      source: { type: 'SOURCE_FILES', files: { count: 1_204, bytes: 48_100_200, archived: true } },
      diagnostics: [
        { level: 'notice', message: 'Created version 1.4 of janedoe/web-crawler in the account janedoe' },
        { level: 'warning', message: 'Git LFS pointers are sent in place of their files: assets/model.bin' },
        {
          level: 'notice',
          message: 'A name: <img src=x onerror=alert(1)> | `code` **bold** @janedoe #1 [x](https://evil.test)',
        },
      ],
    },
    outcome: { kind: 'done' },
  },
  'built from Git, not awaited': {
    facts: {
      ...deployed,
      source: { type: 'GIT_REPO', url: 'https://github.com/janedoe/actors.git#main:packages/web-crawler' },
      build: { ...build, status: 'READY', usageTotalUsd: null },
      buildResult: 'not-awaited',
    },
    outcome: { kind: 'done' },
  },
  'still running': {
    facts: { ...deployed, build: { ...build, status: 'RUNNING' }, buildResult: 'out-of-time' },
    outcome: { kind: 'done' },
  },
  'build failed': {
    facts: {
      ...deployed,
      build: { ...build, status: 'FAILED' },
      buildResult: 'failed',
      logTail: [
        '2026-11-24T09:00:41.020Z Step 3/5 : RUN npm ci --omit=dev',
        '2026-11-24T09:00:44.310Z \u001b[31mnpm error\u001b[0m code ERESOLVE',
        '',
        '2026-11-24T09:00:44.330Z <b>npm error</b> Could not resolve dependency: `crawlee@^4` | see [here](https://evil.test)',
        "2026-11-24T09:00:44.400Z ERROR: The command '/bin/sh -c npm ci --omit=dev' returned a non-zero code: 1",
      ],
    },
    outcome: {
      kind: 'failed',
      message: "Build 1.4.12 FAILED: The command '/bin/sh -c npm ci --omit=dev' returned a non-zero code: 1",
      hint: "Read the last lines of the build's log below, or the whole log in the step's log.",
    },
  },
  'wrong token': {
    facts: {
      dryRun: false,
      diagnostics: [],
      times: [
        { stage: 'Inputs', ms: 9 },
        { stage: 'Source', ms: 180 },
      ],
      ...(deployed.target === undefined ? {} : { target: deployed.target }),
    },
    outcome: {
      kind: 'failed',
      message:
        'GET /v2/users/me answered 401 user-or-token-not-found: User was not found or authentication token is not valid.',
      hint: 'Check the input token (the secret may be empty, revoked or of another account): https://console.apify.com/settings/integrations',
    },
  },
  cancelled: {
    facts: { ...deployed, build: { ...build, status: 'ABORTED' } },
    outcome: { kind: 'cancelled', message: 'Cancelled (SIGINT): build 1.4.12 was aborted', hint: undefined },
  },
  'dry run': {
    facts: {
      ...beforeBuild,
      dryRun: true,
      plan: [
        'Update version 1.4 of janedoe/web-crawler',
        '  Source: SOURCE_FILES, 3 files',
        '  Build tag: latest',
        '  Environment variables, exactly these:',
        '    LOG_LEVEL',
        '    API_KEY (secret)',
        'Build it',
        'Files:',
        '  .actor/actor.json',
        '  Dockerfile',
        '  src/main.js',
      ],
    },
    outcome: { kind: 'done' },
  },
};
