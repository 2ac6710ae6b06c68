import { z } from 'zod';

/** The days of a report, as a query has them. */
export const period = z
  .object({ from: z.iso.date(), to: z.iso.date() })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'is before "from"' });
