import { MillraceError } from '../../errors/millrace-error';
import { receiveThrown, sendThrown } from './sent-thrown';

const cross = (thrown: unknown): unknown => receiveThrown(structuredClone(sendThrown(thrown)));

describe('what is thrown on the other side', () => {
  it('keeps kind, message, code, causes and fields of an error, and leaves out what cannot be cloned', () => {
    const error = Object.assign(new RangeError('too far', { cause: 'the wind' }), { code: 'E_FAR', by: { metres: 3 }, retry: () => 1 });

    const received = cross(error);

    expect(received).toBeInstanceOf(RangeError);
    expect(received).toMatchObject({ message: 'too far', code: 'E_FAR', by: { metres: 3 }, cause: 'the wind', stack: error.stack });
    expect(received).not.toHaveProperty('retry');
  });

  it('makes an error of this package one again, and one of an app an Error of its name', () => {
    class Refusal extends Error {
      override name = 'Refusal';
    }

    const own = cross(new MillraceError('TIMED_OUT', 'too late'));
    const foreign = cross(new AggregateError([new Refusal('no')], 'all'));

    expect(MillraceError.is(own, 'TIMED_OUT')).toBe(true);
    expect(foreign).toBeInstanceOf(AggregateError);
    expect((foreign as AggregateError).errors).toEqual([expect.objectContaining({ name: 'Refusal', message: 'no' })]);
  });

  it('survives an error that is its own cause, and values that are no errors', () => {
    const circular: Error & { cause?: unknown } = new Error('again');
    circular.cause = circular;

    expect(cross(circular)).toMatchObject({ message: 'again', cause: { message: 'again' } });
    expect(cross({ status: 404 })).toEqual({ status: 404 });
    expect(cross(Symbol('s'))).toBe('Symbol(s)');
  });

  it('survives errors whose getters throw, and whose message or stack is no text', () => {
    const hostile = Object.defineProperty(new Error('no'), 'message', { get: () => structuredClone(() => 1) });
    const odd = Object.assign(new Error(), { message: { toString: () => 'odd', f: () => 1 }, stack: { f: () => 1 } });

    expect(cross(hostile)).toMatchObject({ message: 'an error that cannot be described' });
    expect(cross(odd)).toMatchObject({ message: 'odd' });
    expect(cross(Object.assign(Object.create(null), { f: () => 1 }))).toBe('[object Object]');
  });
});
