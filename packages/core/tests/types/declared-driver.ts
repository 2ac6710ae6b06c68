import type {
  DriverChanges,
  DriverOptions,
  InstanceOf,
  Modules,
  Output,
  Results,
  RunOptions,
  SettledResults,
  StreamEntry,
  Streamed,
  StreamedValue,
} from '@millrace/core';

export declare class Driver<const M extends Modules = any> {
  constructor(options: DriverOptions<M>);
  execute<const O extends readonly Output<InstanceOf<M>>[]>(
    outputs: O,
    options?: RunOptions<InstanceOf<M>>,
  ): Promise<Results<InstanceOf<M>, O[number]>>;
  executeSettled<const O extends readonly Output<InstanceOf<M>>[]>(
    outputs: O,
    options?: RunOptions<InstanceOf<M>>,
  ): Promise<SettledResults<InstanceOf<M>, O[number]>>;
  stream<const N extends Streamed<InstanceOf<M>>>(
    name: N,
    options?: RunOptions<InstanceOf<M>>,
  ): AsyncIterable<StreamEntry<StreamedValue<InstanceOf<M>, N>>>;
  with(options: DriverChanges): Driver<M>;
}
