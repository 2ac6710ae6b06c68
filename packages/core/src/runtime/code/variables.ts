import type { LinkedBlock, LinkedCall } from '../program';

/** Values of a block that stay in variables, as long as nobody reads them from the frame. */
export class Variables {
  readonly calls: readonly LinkedCall[];
  readonly names: string;
  /** Whether somebody reads from the frame. */
  readonly areRead: boolean;
  /** Writes the variables of the calls before `at` to the frame. */
  readonly save: string;
  readonly #bySlot: ReadonlyMap<number, string>;

  constructor({ steps }: LinkedBlock) {
    this.calls = steps.flatMap((step) => (step.kind === 'call' ? [step] : []));
    const slots = [0, ...this.calls.map(({ target }) => target)];
    const names = ['item', ...this.calls.map((_, position) => this.result(position))];
    this.#bySlot = new Map(slots.map((slot, index) => [slot, names[index] ?? '']));
    this.names = names.join(', ');
    this.areRead = this.calls.some((call) => call.indirect || call.slots.includes(undefined));
    this.save = this.calls.map((_, position) => `if (at > ${position}) ${this.store(position)}`).join(' ');
  }

  /** The variable of what a call gives. */
  result(position: number): string {
    return `v${position}`;
  }

  store(position: number): string {
    return `frame.slots[${this.calls[position]?.target}] = v${position};`;
  }

  /** Where the value of a slot is. */
  readonly of = (slot: number): string => this.#bySlot.get(slot) ?? `frame.slots[${slot}]`;
}
