/** @type {import('jest').Config} */
export default {
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/jest.transform.js' },
  coverageProvider: 'v8',
  collectCoverageFrom: ['src/**/*.ts'],
  testTimeout: 30_000,
  // Jest leaves one core free, which would double the time on a machine with two.
  maxWorkers: '100%',
  // Each test file leaves its modules in the memory of the worker, and a process with 1 GB takes 20 times as long to
  // start another one.
  workerIdleMemoryLimit: '300MB',
};
