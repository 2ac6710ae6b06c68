import type { ClassType } from './class-type';

/** The run for which instances are asked. */
export interface InstanceRequest {
  readonly runId: string;
  /** What the caller gave as `context` in the run's options. */
  readonly context: unknown;
}

/** Where the instances of dataflow classes come from: asked once per class and run, before the first node. TypeDI's `Container` is one. */
export interface InstanceProvider {
  get(cls: ClassType<object>, run: InstanceRequest): object | Promise<object>;
}
