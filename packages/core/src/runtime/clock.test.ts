import { systemClock } from './clock';

const MONTH = 30 * 24 * 3_600_000;

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

it('waits for longer than a timer of the system can', () => {
  const called = jest.fn();
  systemClock.after(3 * MONTH, called);

  jest.advanceTimersByTime(3 * MONTH - 1);
  expect(called).not.toHaveBeenCalled();
  jest.advanceTimersByTime(1);
  expect(called).toHaveBeenCalledTimes(1);
});

it('is told to wait no longer, at any time', () => {
  const called = jest.fn();
  const stop = systemClock.after(3 * MONTH, called);
  jest.advanceTimersByTime(2 * MONTH);
  stop();

  expect(jest.getTimerCount()).toBe(0);
});

it('waits for ever without a timer', () => {
  systemClock.after(Infinity, () => undefined)();

  expect(jest.getTimerCount()).toBe(0);
});
