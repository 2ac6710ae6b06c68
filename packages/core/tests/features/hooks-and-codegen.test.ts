import { Driver, drop, node, collect, parallelizable, type Collect, type LifecycleHook } from '@millrace/core';

class Flow {
  @parallelizable({ concurrency: 1, onItemError: 'skip' }) *item(): Generator<number> {
    for (let i = 0; i < 12; i++) yield i;
  }
  @node('item') async fetched(item: number): Promise<number> {
    if (item === 3) throw new Error('rejected');
    return item;
  }
  @node('fetched') checked(fetched: number): number | typeof drop {
    if (fetched === 5) throw new Error('thrown');
    return fetched === 7 ? drop : fetched;
  }
  @node('checked') async stored(checked: number): Promise<number | typeof drop> {
    return checked === 9 ? drop : 10 * checked;
  }
  @collect('stored') all(stored: Collect<number>): readonly number[] {
    return stored;
  }
}

/** What hooks are told, in order, with a mark where one has waited. */
function watching(what: readonly string[], isSlow: boolean, trace: string[]): LifecycleHook {
  const told = (text: string): Promise<void> | undefined => {
    trace.push(text);
    return isSlow ? Promise.resolve().then(() => void trace.push(`${text}, awaited`)) : undefined;
  };
  const all: LifecycleHook = {
    beforeNode: ({ name, path }) => told(`before ${name} ${path[0]?.index}`),
    aroundNode: ({ name, path }, next) => {
      trace.push(`around ${name} ${path[0]?.index}`);
      return isSlow && name !== 'item' ? Promise.resolve().then(next) : next();
    },
    afterNode: ({ name, path }, outcome) =>
      told(`after ${name} ${path[0]?.index} ${outcome.status === 'failed' ? String(outcome.error) : String(outcome.value)}`),
    onItem: ({ index }, { status }) => told(`item ${index} ${status}`),
  };
  return Object.fromEntries(Object.entries(all).filter(([method]) => what.includes(method)));
}

const kinds = [
  ['beforeNode'],
  ['afterNode'],
  ['aroundNode'],
  ['onItem'],
  ['beforeNode', 'afterNode'],
  ['aroundNode', 'afterNode'],
  ['beforeNode', 'aroundNode', 'afterNode', 'onItem'],
].flatMap((what) => [false, true].map((isSlow) => ({ what, isSlow })));

describe.each(kinds)('hooks in generated code: $what, slow: $isSlow', ({ what, isSlow }) => {
  async function traceOf(codegen: 'always' | 'never'): Promise<string[]> {
    const trace: string[] = [];
    const driver = new Driver({ modules: [Flow], codegen, hooks: [watching(what, isSlow, trace)] });
    expect(await driver.execute(['all'], { onFailure: () => undefined })).toEqual({ all: [0, 10, 20, 40, 60, 80, 100, 110] });
    return trace.filter((line) => !/ (item|all) undefined/.test(line));
  }

  it('they are told the same as where nothing is generated, in the same order', async () => {
    const trace = await traceOf('always');

    expect(trace).toEqual(await traceOf('never'));
    expect(trace.length).toBeGreaterThanOrEqual(12);
  });

  it('one that throws ends the run', async () => {
    const trace: string[] = [];
    const faulty: LifecycleHook = {
      ...watching(what, isSlow, trace),
      [what[0] ?? '']: ({ name, index }: { name?: string; index?: number }, next: () => unknown) => {
        if (name === 'stored' || index === 2) throw new Error('hook');
        return typeof next === 'function' ? next() : undefined;
      },
    };

    await expect(new Driver({ modules: [Flow], codegen: 'always', hooks: [faulty] }).execute(['all'])).rejects.toThrow(/hook/);
  });
});
