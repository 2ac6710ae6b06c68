import { MillraceError } from '../errors/millrace-error';
import type { Place } from '../metadata/record';

/** Where a decorator stands; refuses standard (TC39) decorators, which know neither parameters nor the class. */
export function placeOf(decorator: string, target: unknown, key: unknown): Place {
  if (typeof key === 'object' && key !== null && 'kind' in key) throw standardDecorators(decorator, key);
  // Without a `kind`, the compiler calls the decorator the legacy way.
  return { target: target as object, key: key as string | symbol | undefined };
}

function standardDecorators(decorator: string, context: object): MillraceError {
  const at = 'name' in context ? ` on "${String(context.name)}"` : '';
  return new MillraceError(
    'STANDARD_DECORATORS',
    `@${decorator}${at} was compiled as a standard decorator, but Millrace needs the legacy kind, as NestJS and TypeDI do. ` +
      'Add this line to the "compilerOptions" of tsconfig.json:\n"experimentalDecorators": true',
  );
}
