import { collect, config, defineDataflow, Driver, input, node, optional, parallelizable, source, tag } from '@millrace/core';
import type { Collect, DataflowMember, GraphJson } from '@millrace/core';

/** Ten nodes, of every role but one, with a collected value that flows back to the items. */
class Payroll {
  @input({ description: 'Hours by person, as the clock has them.' }) declare readonly hours: number[];

  @parallelizable('hours', { description: 'One person at a time.' }) *person(hours: number[]): Generator<number> {
    yield* hours;
  }

  @tag({ owner: 'finance', pii: ['yes', 'salary'] })
  @node('person', source<number>('wage'), optional(source<number>('bonus'), 0), {
    description: 'What a person earns before taxes.\nOvertime is paid as all other hours are.',
  })
  gross(hours: number, wage: number, bonus: number): number {
    return hours * wage + bonus;
  }

  @config.when({ region: 'eu' })
  @node()
  taxRate__eu(): number {
    return 0.3;
  }

  @node('gross', 'taxRate') net(gross: number, rate: number): number {
    return gross * (1 - rate);
  }

  @collect('net') payroll(nets: Collect<number>): number {
    return nets.reduce((a, b) => a + b, 0);
  }

  @node('net', 'payroll') share(net: number, payroll: number): number {
    return net / payroll;
  }

  @collect('share') shares(shares: Collect<number>): Collect<number> {
    return shares;
  }
}

/** The graph of {@link Payroll}. */
export function tenNodes(): GraphJson {
  return new Driver({ modules: [Payroll], config: { region: 'eu', wage: 20 } }).graph.toJSON();
}

/** Names that would do harm where text is taken for markup, script or a path. */
export function harmfulNames(): GraphJson {
  class Odd {
    @tag({ owner: '</script><img src=x onerror="window.harmed=1">' })
    @node({ name: '</script><script>window.harmed=1</script>', description: '<!--<script>"&amp; <b>bold</b>' })
    one(): number {
      return 1;
    }
    @node(source<number>('</script><script>window.harmed=1</script>'), { name: './..' }) two(one: number): number {
      return one;
    }
  }
  return new Driver({ modules: [Odd] }).graph.toJSON();
}

const topics = ['orders', 'customers', 'products', 'stores', 'returns', 'visits', 'campaigns', 'invoices', 'suppliers', 'deliveries'];
const steps = ['cleaned', 'enriched', 'scored', 'ranked', 'labelled', 'weighted', 'checked', 'priced', 'matched', 'dated'];

/** A graph of any size: dataflows of 25 nodes, each with a fan-out, a nested one in every second, phases in every third; some need others. */
export function largeGraph(nodeCount: number): GraphJson {
  const modules = Array.from({ length: nodeCount / 25 }, (_, index) => part(index));
  return new Driver({ modules }).graph.toJSON();
}

function part(index: number) {
  const topic = topics[index % topics.length] ?? '';
  const name = index < topics.length ? topic : `${topic}${Math.floor(index / topics.length) + 1}`;
  const before = index === 0 ? undefined : nameOf(index - 1 - ((index * 7) % Math.min(index, 4)));
  const item = `${name}_item`;
  const members: Record<string, DataflowMember> = {
    [`${name}_file`]: input<string>({ description: `Where the ${name} are kept.` }),
    [`${name}_rows`]: { deps: [`${name}_file`], run: (file: string) => [file], description: `Reads the ${name}.` },
    [item]: { role: 'parallelizable', deps: [`${name}_rows`], run: (rows: string[]) => rows },
  };
  const add = (key: string, deps: readonly string[], role: 'node' | 'collect' = 'node'): string => {
    members[`${name}_${key}`] = { role, deps: deps.map((each) => source(each)), run: (...values: unknown[]) => values.length };
    return `${name}_${key}`;
  };
  let last = item;
  const perItem = steps.map((step, position) => (last = add(step, position % 3 === 2 ? [last, item] : [position % 2 === 0 ? item : last])));
  const total = add('total', [perItem[4] ?? item], 'collect');
  const mean = add('mean', [perItem[7] ?? item], 'collect');
  const base = add('baseline', before === undefined ? [total] : [total, `${before}_report`]);
  if (index % 3 === 0) add('deviation', [perItem[5] ?? item, base]);
  else add('deviation', [perItem[5] ?? item]);
  const worst = add('worst', [`${name}_deviation`], 'collect');
  if (index % 2 === 0) {
    members[`${name}_detail`] = { role: 'parallelizable', deps: [source(`${name}_cleaned`)], run: (rows: string[]) => rows };
    add('detail_size', [`${name}_detail`]);
    add('details', [`${name}_detail_size`], 'collect');
  } else {
    add('spread', [`${name}_scored`]);
    add('trend', [`${name}_spread`]);
    add('details', [`${name}_trend`]);
  }
  const all = add('details_all', [`${name}_details`], 'collect');
  const tables = add('tables', [total, mean, worst]);
  const charts = add('charts', [mean, all]);
  add('report', [tables, charts, base]);
  return defineDataflow(members, { name: name.replace(/^./, (first) => first.toUpperCase()) });
}

function nameOf(index: number): string {
  const topic = topics[index % topics.length] ?? '';
  return index < topics.length ? topic : `${topic}${Math.floor(index / topics.length) + 1}`;
}
