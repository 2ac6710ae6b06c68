import type { Config } from 'jest';

const config: Config = {
  testEnvironment: 'node',
  testMatch: [
    '<rootDir>/packages/*/src/**/*.test.ts',
    '<rootDir>/packages/*/tests/**/*.test.ts',
    '<rootDir>/examples/**/*.test.ts',
    '<rootDir>/docs/**/*.test.ts',
    '<rootDir>/scripts/**/*.test.ts',
  ],
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/tsconfig.jest.json' }] },
  // Tests run against the sources of the packages, so that no build can be stale.
  moduleNameMapper: {
    '^@millrace/([^/]+)$': '<rootDir>/packages/$1/src/index.ts',
    '^@millrace/([^/]+)/(.+)$': '<rootDir>/packages/$1/src/$2/index.ts',
  },
  modulePathIgnorePatterns: ['/dist/'],
};

export default config;
