import { z } from 'zod';

export const regions = ['north', 'east', 'south', 'west'] as const;

/** An order as a client sends it. */
export const newOrder = z.object({
  region: z.enum(regions),
  product: z.string().min(1),
  quantity: z.int().min(1).max(1000),
  /** Of one piece, in cents. */
  price: z.int().min(0),
  orderedOn: z.iso.date(),
  returned: z.boolean().default(false),
});
export type NewOrder = z.infer<typeof newOrder>;

/** An order as it is kept. */
export const order = newOrder.extend({ id: z.int(), returned: z.coerce.boolean() });
export type Order = z.infer<typeof order>;
