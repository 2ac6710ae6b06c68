/**
 * Returned by a node inside a fan-out, it removes the item from all that needs this node; it is no failure.
 *
 * @example
 * class Orders {
 *   @node('order')
 *   paid(order: Order): Order | Drop { return order.paid ? order : drop; }
 * }
 */
export const drop: unique symbol = Symbol.for('millrace.drop');

/** The type of {@link drop}; it does not count as a part of what a node produces. */
export type Drop = typeof drop;
