import { z } from 'zod';

const environment = z.object({
  PORT: z.coerce.number().int().default(3000),
  /** A file, or `:memory:`. */
  DATABASE: z.string().default(':memory:'),
  /** How many orders an empty database begins with. */
  SAMPLE_ORDERS: z.coerce.number().int().default(2000),
  CURRENCY: z.string().length(3).default('EUR'),
});

/** What the app takes from the environment, checked when it starts. */
export function readEnvironment(values: Record<string, unknown>): z.infer<typeof environment> {
  return environment.parse(values);
}
