import { noOptions, optionOfNest } from './errors';

/** What a driver takes, and an app says in other places. */
const elsewhere = {
  modules: 'Give dataflow classes to MillraceModule.forFeature([SalesMetrics]).',
  instances: 'Instances are the providers of the app: list the classes among the providers of a module.',
};

/** Refuses what are no options, and options that would have no effect. */
export function checkOptions<T>(method: 'forRoot' | 'forFeature', options: T): asserts options is NonNullable<T> {
  if (typeof options !== 'object' || options === null) throw noOptions(method, options);
  for (const [name, remedy] of Object.entries(elsewhere))
    if (Reflect.get(options, name) !== undefined) throw optionOfNest(method, name, remedy);
}
