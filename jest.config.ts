import type { Config } from 'jest';

const long = process.env['ENCORE_TEST_LONG'] === '1';

const shared = {
  rootDir: import.meta.dirname,
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic' } },
          experimental: { keepImportAttributes: true },
        },
        module: { type: 'es6' },
      },
    ],
  },
  testPathIgnorePatterns: ['/node_modules/', '/dist/', ...(long ? [] : ['\\.long\\.test\\.tsx?$'])],
  modulePathIgnorePatterns: ['<rootDir>/.data', '<rootDir>/.cache', '<rootDir>/dist'],
} satisfies NonNullable<Config['projects']>[number];

export default {
  maxWorkers: 2,
  workerIdleMemoryLimit: '600MB',
  testTimeout: 20_000,
  projects: [
    {
      ...shared,
      displayName: 'node',
      testEnvironment: 'node',
      testMatch: ['<rootDir>/{server,jobs,bench}/**/*.test.ts'],
      globalSetup: '<rootDir>/server/testing/global-setup.mjs',
      globalTeardown: '<rootDir>/server/testing/global-teardown.mjs',
    },
    {
      ...shared,
      displayName: 'web',
      testEnvironment: 'jsdom',
      testMatch: ['<rootDir>/{web,extensions}/**/*.test.{ts,tsx}'],
      setupFiles: ['<rootDir>/web/src/testing/browser-stubs.ts'],
      moduleNameMapper: { '\\.css$': '<rootDir>/web/src/testing/empty-module.ts' },
    },
  ],
} satisfies Config;
