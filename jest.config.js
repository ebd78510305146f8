import { availableParallelism } from 'node:os';

/** @type {import('jest').Config} */
export default {
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/jest.transform.js' },
  coverageProvider: 'v8',
  collectCoverageFrom: ['src/**/*.ts'],
  testTimeout: 30_000,
  // Half of the time, a worker waits for a process that a test started, so there are more workers than cores.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
  // The tests of a file that run at the same time start processes. More of them slow each other down.
  maxConcurrency: 3,
  // Each test file leaves its modules in the memory of the worker, and a process with 1 GB takes 20 times as long to
  // start another one.
  workerIdleMemoryLimit: '300MB',
};
