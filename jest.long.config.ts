import type { Config } from 'jest';

import { maxWorkers, project } from './jest.config';

process.env['MILLRACE_LONG'] = '1';

const config: Config = {
  maxWorkers,
  testTimeout: 120_000,
  projects: [project('long', 'tsconfig.jest.json', ['packages/*/tests/long/**/*.long.ts', 'scripts/**/*.long.ts'])],
};

export default config;
