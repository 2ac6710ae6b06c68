// types
export type { Collect } from './types/collect';
export { drop, type Drop } from './types/drop';
export type { InstanceProvider, InstanceRequest } from './types/instance-provider';
export type { ItemFailure } from './types/item-failure';
export type { ItemPath, ItemPathEntry } from './types/item-path';
export type { NodeContext } from './types/node-context';
export type { Parallelizable } from './types/parallelizable';
export type { Reducer } from './types/reducer';
export type { Settled } from './types/settled';
export { dataQualityTags } from './types/data-quality-tags';
export type { FunctionCall } from './types/function-call';
export { isIntermediate, type Generated } from './types/generated';
export type { Tags } from './types/tags';
export type { SchemaInfo } from './types/describe-schema';
export type { Importance, ValidationResult, Verdict } from './types/validation';

// errors
export { DataQualityError } from './errors/data-quality-error';
export type { MillraceErrorCode } from './errors/error-codes';
export type { Fault } from './errors/fault';
export { GraphValidationError } from './errors/graph-validation-error';
export { MillraceError } from './errors/millrace-error';
export { NodeExecutionError } from './errors/node-execution-error';
export { RunAbortedError } from './errors/run-aborted-error';

// dependencies
export { configuration } from './dependencies/configuration';
export type {
  AnyDependency,
  Dependency,
  DependencyLike,
  FoldDependency,
  GroupDependency,
  KeysDependency,
  OptionalDependency,
  PlainDependency,
  SettledDependency,
} from './dependencies/dependency';
export { fold } from './dependencies/fold';
export { group } from './dependencies/group';
export { keys } from './dependencies/keys';
export { nodeOf } from './dependencies/node-of';
export { optional } from './dependencies/optional';
export { plain } from './dependencies/plain';
export { reducers } from './dependencies/reducers';
export { settled } from './dependencies/settled';
export { source } from './dependencies/source';
export { value } from './dependencies/value';

// metadata
export { isDataflowClass } from './metadata/is-dataflow-class';
export type { NodeDefinition, ParameterDefinition } from './metadata/node-definition';
export type { Role } from './metadata/role';

// modifiers
export type { CustomModifier, CustomModifierContext } from './modifiers/custom-modifier';
export { parameterFrom } from './modifiers/parameter-from';
export { transformOutput, type OutputTransformation } from './modifiers/transform-output';
export { ResolveAt } from './modifiers/resolve-at';
export { applyTo, type MutationTarget } from './modifiers/mutation-target';
export { settings } from './modifiers/settings';
export type { FieldChecks } from './modifiers/validators/checks';
export { defineValidator, type Validator, type ValidatorDefinition } from './modifiers/validators/validator';
export type { ValueType } from './modifiers/validators/value-checks';
export { step, type Step, type StepDependencies, type StepDependency } from './modifiers/step';

// decorators
export { acceptsErrors } from './decorators/accepts-errors';
export { checkOutput, type OutputChecks } from './decorators/check-output';
export { checkOutputCustom } from './decorators/check-output-custom';
export { cache, type NodeCacheOptions } from './decorators/cache';
export { collect } from './decorators/collect';
export { config } from './decorators/config';
export { context, type ContextDecorator } from './decorators/context';
export { dataflow, type DataflowOptions } from './decorators/dataflow';
export type { DataflowMember, NodeMember } from './decorators/dataflow-members';
export { defineModifier } from './decorators/define-modifier';
export { defineDataflow, type DefinedDataflow, type DefinitionOptions } from './decorators/define-dataflow';
export { does, type DoesDecorator } from './decorators/does';
export { extractFields, type FieldOptions } from './decorators/extract-fields';
export { inject } from './decorators/inject';
export { input, type InputDecorator, type InputOptions } from './decorators/input';
export type { ModifierDecorator } from './decorators/modifier-decorator';
export { mutate } from './decorators/mutate';
export { node } from './decorators/node';
export { parallelizable } from './decorators/parallelizable';
export { parameterize, type Bindings, type Parameterization } from './decorators/parameterize';
export { parameterizeSources } from './decorators/parameterize-sources';
export { parameterizeValues } from './decorators/parameterize-values';
export { parameterizedSubdag, type SharedSubdagOptions, type SubdagVariant } from './decorators/parameterized-subdag';
export { pipeInput, type PipeInputOptions } from './decorators/pipe-input';
export { pipeOutput, type PipeOutputOptions } from './decorators/pipe-output';
export { pool } from './decorators/pool';
export { resolveFromConfig } from './decorators/resolve-from-config';
export { resolve, type ResolveOptions } from './decorators/resolve';
export { retry, type RetryOptions } from './decorators/retry';
export type { CollectOptions, NodeOptions, ParallelizableOptions } from './decorators/role-options';
export { schema } from './decorators/schema';
export { subdag, type SubdagClass, type SubdagOptions } from './decorators/subdag';
export { tag, type TargetOptions } from './decorators/tag';
export { tagOutputs } from './decorators/tag-outputs';
export { timeout } from './decorators/timeout';
export { unpackFields } from './decorators/unpack-fields';

// cache
export { cachedType, type CachedType, type CachedTypeOptions } from './cache/cached-type';
export type { CacheOptions } from './cache/cache-options';
export type { CacheEntry, CacheRecord, CacheStore } from './cache/cache-store';
export type { CacheExplanation, ChangedInput } from './cache/explain';
export { fileCache, type FileCacheOptions } from './cache/file-cache';
export type { CachedRun, CacheLookup, CacheOutcome } from './cache/lookup-log';
export { memoryCache, type MemoryCacheOptions } from './cache/memory-cache';
export { pruneCache, type Pruned, type PruneOptions } from './cache/prune-cache';
export { SizeBound } from './cache/size-bound';
export type { CacheBehavior, CacheFormat, CachePolicy } from './types/cache-policy';

// graph
export { drawDot } from './graph/draw-dot';
export { drawMermaid } from './graph/draw-mermaid';
export type { DrawOptions, NodeStyle } from './graph/draw-options';
export { drawGraph, type DrawnEdge, type DrawnNode, type DrawnScope, type Drawing } from './graph/drawing';
export { drawnRoles, type DrawnRole } from './graph/drawn-role';
export type { Graph } from './graph/graph';
export type { GraphJson, NodeJson } from './graph/graph-json';
export type { NodeDefaults } from './graph/node-defaults';
export type { NodeFilter, NodeInfo } from './graph/node-info';
export type { TagFilter } from './graph/tag-filter';

// plan
export type { Plan } from './plan/plan';

// runtime
export type { RunFailures } from './runtime/failure-log';
export type { FanOutInfo, FanOutOutcome, ItemInfo, ItemOutcome } from './runtime/hooks/fan-out-info';
export type {
  FailedAttempt,
  GraphMaterial,
  InputInfo,
  LifecycleHook,
  NodeOutcome,
  NodeRun,
  RunInfo,
  RunOutcome,
} from './runtime/hooks/lifecycle-hook';
export { Pool, type PoolOptions } from './runtime/layers/pool';
export { runEventFormat, type FanOutProgress, type LogLevel, type RunEvent } from './runtime/run-event';

// events
export { Unwritable } from './events/decode-value';
export { fromNdjson, toNdjson } from './events/ndjson';

// driver
export type { DriverCache } from './driver/driver-cache';
export { Driver, type ValidationReport } from './driver/driver';
export type {
  DriverChanges,
  DriverOptions,
  InstanceOf,
  Modules,
  Output,
  Results,
  RunOptions,
  SettledResults,
  Streamed,
  StreamedValue,
} from './driver/driver-types';
export { each, output, perItem, type Each, type Made, type PerItem } from './driver/requested';
export type { Run } from './driver/run';
export type { StreamEntry } from './driver/stream-entry';
