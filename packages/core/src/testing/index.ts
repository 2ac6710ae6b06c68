export { cacheStoreContract, type CacheStoreCase } from './cache-store-contract';
export { createTestDriver, type TestCall, type TestDriver, type TestDriverOptions } from './create-test-driver';
export type { VirtualClock } from './virtual-clock';
