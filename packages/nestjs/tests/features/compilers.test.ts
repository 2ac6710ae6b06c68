import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Test } from '@nestjs/testing';
import { transformSync } from '@swc/core';
import ts from 'typescript';

import type * as App from '../fixtures/implicit-app';

const source = readFileSync(join(__dirname, '../fixtures/implicit-app.ts'), 'utf8');

/** The two compilers of `nest build`, set as Nest sets them. */
const compilers = {
  tsc: () =>
    ts.transpileModule(source, {
      compilerOptions: {
        target: ts.ScriptTarget.ES2023,
        module: ts.ModuleKind.CommonJS,
        experimentalDecorators: true,
        emitDecoratorMetadata: true,
      },
    }).outputText,
  swc: () =>
    transformSync(source, {
      jsc: {
        parser: { syntax: 'typescript', decorators: true, dynamicImport: true },
        transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        target: 'es2023',
        keepClassNames: true,
      },
      module: { type: 'commonjs', strictMode: true },
      swcrc: false,
    }).code,
};

it.each(Object.keys(compilers) as (keyof typeof compilers)[])('an app that %s has compiled injects by types', async (compiler) => {
  const exported = {} as typeof App;
  new Function('require', 'exports', compilers[compiler]())(require, exported);
  const app = await Test.createTestingModule({ imports: [exported.ImplicitApp] }).compile();

  const { driver } = app.get(exported.Invoices);

  await expect(driver.execute(['total'], { inputs: { product: 'rope' } })).resolves.toEqual({ total: 8 });
});
