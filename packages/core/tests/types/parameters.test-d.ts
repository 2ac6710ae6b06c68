import {
  collect,
  config,
  context,
  group,
  inject,
  input,
  node,
  optional,
  parallelizable,
  resolve,
  ResolveAt,
  resolveFromConfig,
  source,
  value,
} from '@millrace/core';
import type { Collect, NodeContext } from '@millrace/core';
import type { Analysis } from './services';

class Parameters {
  @input() declare readonly amount: number;
  @input() declare readonly name: string;

  @node('amount') contextLast(amount: number, @context() context: NodeContext): unknown {
    return [amount, context.signal, context.runId, context.path, context.attempt, context.node, context.config, context.context];
  }
  @node('amount') contextFirst(@context() context: NodeContext, amount: number): unknown {
    return [amount, context];
  }
  @node('amount', 'name') contextBetween(amount: number, @context() { signal }: NodeContext, name: string): unknown {
    return [amount, signal, name];
  }
  @node() contextAlone(@context() context: NodeContext): unknown {
    return context;
  }
  @node('amount') contextOptional(amount: number, @context() context?: NodeContext): unknown {
    return [amount, context];
  }
  @parallelizable('amount') *contextInSource(amount: number, @context() { signal }: NodeContext): Generator<number> {
    if (!signal.aborted) yield amount;
  }
  @collect('contextInSource') contextInCollect(xs: Collect<number>, @context() context: NodeContext): unknown {
    return [xs, context];
  }
  @node('amount', 'name') defaults(amount: number, name = 'x'): unknown {
    return [amount, name];
  }
  @node('amount') fewerThanOptional(amount: number, name?: string): unknown {
    return [amount, name];
  }
  @node('amount', optional('name')) optionalToOptional(amount: number, name?: string): unknown {
    return [amount, name];
  }
  @node('amount', 'amount', 'amount') rest(...amounts: number[]): number {
    return amounts.length;
  }
  @node('name', 'amount') restAfter(name: string, ...amounts: number[]): unknown {
    return [name, amounts];
  }
  @node() injected(@inject(source('x')) x: number, @inject(value(3)) three: number): number {
    return x + three;
  }
  @node() injectedGroup(@inject(group(source('a'), source('b'))) xs: number[]): number {
    return xs.length;
  }
  @node({ description: 'd' }) notCheckedForArity(x: number): number {
    return x;
  }
  @node('amount') anything(x: any): unknown {
    return x;
  }
  @node('amount', 'name') destructured(amount: number, { length }: string): unknown {
    return amount + length;
  }

  // @ts-expect-error the context is known by the name of its type
  @node('amount') contextAsPart(amount: number, @context() context: Pick<NodeContext, 'signal'>): unknown {
    return [amount, context];
  }
  // @ts-expect-error the context must be declared as such
  @node('amount') notAContext(amount: number, @context() context: string): unknown {
    return [amount, context];
  }
  // @ts-expect-error
  @node('amount', 'name') contextIsNoDependency(amount: number, @context() context: NodeContext): unknown {
    return [amount, context];
  }
  // @ts-expect-error a rest of numbers
  @node('amount', 'name') wrongRest(...amounts: number[]): number {
    return amounts.length;
  }
  // @ts-expect-error
  @node('amount', 'name') wrongDefault(amount: number, name = 3): unknown {
    return [amount, name];
  }
}

class Modifiers {
  @input() declare readonly amount: number;

  @inject({ rate: source('otherRate') }) @node('amount', source<number>('rate')) onMethod(amount: number, rate: number): number {
    return amount * rate;
  }
  @node(source<number>('rate')) @inject({ rate: value(3) }) below(rate: number): number {
    return rate;
  }
  @resolve({
    when: ResolveAt.CONFIG_AVAILABLE,
    decorateWith: ({ metricNames }: { metricNames: string[] }) => inject({ subMetrics: group(...metricNames.map((m) => source(m))) }),
  })
  @node(source<Analysis[]>('subMetrics'), source<string[]>('columns'))
  allMetrics(subMetrics: Analysis[], columns: string[]): unknown {
    return [subMetrics, columns];
  }
  @resolveFromConfig((config) => inject({ x: value(config['x']) })) @node(source<unknown>('x')) fromConfig(x: unknown): unknown {
    return x;
  }
  @resolveFromConfig(({ metric = 'mean' }: { metric?: string }) => inject({ x: source(metric) })) @node(source<number>('x')) withDefault(
    x: number,
  ): unknown {
    return x;
  }
  @config.when({ region: 'eu' }) @node() rate__eu(): number {
    return 1;
  }
  @config.whenNot({ region: 'eu' }) @config.whenIn({ region: ['us', 'ca'] }) @node() rate__us(): 2 {
    return 2;
  }
  @config.whenNotIn({ region: ['us', 'ca', 'eu'] }) @config((config) => config['mode'] === 'x') @node() rate__other(): number {
    return 3;
  }
  @config((c: { depth: number }) => c.depth > 3) @node('rate') useVariants(rate: number): number {
    return rate;
  }
  @collect('rate') gatherVariants(rates: Collect<number>): unknown {
    return rates;
  }
  @node('rate__eu') useOneVariant(rate: number): number {
    return rate;
  }
  @resolve({ when: ResolveAt.CONFIG_AVAILABLE, decorateWith: () => config.when({ a: 1 }) }) @node() private hidden(): number {
    return 1;
  }

  // @ts-expect-error variants are numbers
  @node('rate') wrongVariant(rate: string): string {
    return rate;
  }
  // @ts-expect-error no such variants
  @node('rat') noVariants(rate: number): number {
    return rate;
  }
  // @ts-expect-error a string is no dependency
  @inject({ rate: 'otherRate' }) @node(source<number>('rate')) injectString(rate: number): number {
    return rate;
  }
  // @ts-expect-error a role is no modifier of this method's type
  @resolve({ when: ResolveAt.CONFIG_AVAILABLE, decorateWith: () => 3 }) @node() noDecorator(): number {
    return 1;
  }
  // @ts-expect-error
  @resolve({ when: 'later', decorateWith: () => inject({}) }) @node() wrongTime(): number {
    return 1;
  }
  // @ts-expect-error a list is compared with
  @config.whenIn({ region: 'eu' }) @node() noList(): number {
    return 1;
  }
}
