import { BadRequestException, type PipeTransform } from '@nestjs/common';
import type { z } from 'zod';

/** Gives what a schema makes of a body or a query; answers 400 with all that is wrong. */
export class ZodPipe<S extends z.ZodType> implements PipeTransform<unknown, z.infer<S>> {
  readonly #schema: S;

  constructor(schema: S) {
    this.#schema = schema;
  }

  transform(value: unknown): z.infer<S> {
    const { success, data, error } = this.#schema.safeParse(value);
    if (success) return data;
    const problems = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new BadRequestException({ statusCode: 400, message: 'This is not what is asked for.', problems });
  }
}
