export { createTestDriver, type TestCall, type TestDriver, type TestDriverOptions } from './create-test-driver';
export type { VirtualClock } from './virtual-clock';
