import { Failure } from '../failure';
import type { SentFailure } from './sent';
import { receiveThrown, sendThrown } from './sent-thrown';

/** Numbers failures, so that what is sent can refer to them: first those that the other side knows, then new ones. */
export class FailureNumbers {
  readonly #numbers = new Map<Failure, number>();
  /** The new ones, as data. */
  readonly sent: SentFailure[] = [];

  constructor(known: readonly Failure[] = []) {
    known.forEach((failure, number) => this.#numbers.set(failure, number));
  }

  of(failure: Failure): number {
    let number = this.#numbers.get(failure);
    if (number === undefined) {
      this.#numbers.set(failure, (number = this.#numbers.size));
      this.sent.push(sendFailure(failure));
    }
    return number;
  }
}

type FailedCall = Pick<Failure, 'node' | 'path' | 'attempt'> & { readonly cause?: unknown };

/** Makes data of a failure. */
export function sendFailure({ node, path, attempt, cause }: FailedCall): SentFailure {
  return { node, path, attempt, cause: sendThrown(cause) };
}

/** Makes a failure of data. */
export function receiveFailure({ node, path, attempt, cause }: SentFailure): Failure {
  return new Failure(node, path, receiveThrown(cause), attempt);
}
