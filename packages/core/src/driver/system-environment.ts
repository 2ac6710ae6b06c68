import { systemClock } from '../runtime/clock';
import type { Environment } from '../runtime/environment';

/** The world as it is. */
export const systemEnvironment: Environment = { clock: systemClock, random: () => Math.random() };
