import { availableParallelism } from 'node:os';

import type { Config } from 'jest';

type Project = Exclude<NonNullable<Config['projects']>[number], string>;

/** What every project shares; tests run against the sources of the packages, so that no build can be stale. */
export function project(displayName: string, tsconfig: string, testMatch: string[]): Project {
  return {
    displayName,
    rootDir: __dirname,
    testEnvironment: 'node',
    testMatch: testMatch.map((glob) => `<rootDir>/${glob}`),
    transform: { '\\.ts$': ['ts-jest', { tsconfig: `<rootDir>/${tsconfig}` }] },
    moduleNameMapper: {
      '^@millrace/([^/]+)$': '<rootDir>/packages/$1/src/index.ts',
      '^@millrace/([^/]+)/(.+)$': '<rootDir>/packages/$1/src/$2/index.ts',
    },
    modulePathIgnorePatterns: ['/dist/'],
  };
}

/** Jest leaves one core to others, which on a machine of two is half of it. */
export const maxWorkers = Math.max(2, availableParallelism() - 1);

const config: Config = {
  maxWorkers,
  projects: [
    project('packages', 'tsconfig.jest.json', ['packages/*/src/**/*.test.ts', 'packages/*/tests/**/*.test.ts']),
    // Examples inject by constructor, which needs `design:*` metadata; nothing under packages/ may depend on it.
    project('examples', 'tsconfig.jest-metadata.json', ['examples/**/*.test.ts']),
    project('repository', 'tsconfig.jest.json', ['benchmarks/**/*.test.ts', 'docs/**/*.test.ts', 'scripts/**/*.test.ts']),
  ],
};

export default config;
