import type { PlanRequest } from '../../plan/run-request';
import type { ItemPath } from '../../types/item-path';
import type { RunEvent } from '../run-event';
import type { SentThrown } from './sent-thrown';

/** What a driver is made of, as data that can be sent to another thread. */
export interface SentDriver {
  /** Tells drivers of one process apart. */
  readonly id: string;
  /** The names of the dataflow classes. */
  readonly modules: readonly string[];
  readonly config: Readonly<Record<string, unknown>>;
  readonly allowOverrides: boolean;
  readonly checkSchemas: boolean;
  readonly codegen: 'auto' | 'always' | 'never';
  readonly concurrency: Readonly<Record<string, number>>;
  readonly defaults: readonly unknown[];
  readonly executors: readonly string[];
  /** The names of the pools that there are. */
  readonly pools: readonly string[];
}

/** A failure, as data. */
export interface SentFailure {
  readonly node: string;
  readonly path: ItemPath;
  readonly attempt: number;
  readonly cause: SentThrown;
}

/** A slot without a value: the number of the failure that is to blame, or `undefined` where the item was dropped. */
type SentAbsence = readonly [slot: number, failure: number | undefined];

/** The values of the root, or of an item around the fan-out, that the block reads. */
export interface SentFrame {
  readonly index: number;
  readonly key: string;
  readonly values: readonly (readonly [slot: number, value: unknown])[];
  /** What gave the values, for messages. */
  readonly names: readonly string[];
  readonly absent: readonly SentAbsence[];
}

/** What all items of a pass over a fan-out have in common. */
export interface SentBlock {
  readonly driver: SentDriver;
  readonly request: PlanRequest;
  /** Which fan-out step of the plan it is, counted from the root inwards. */
  readonly place: number;
  /** What the plan comes to, so that both sides can be sure that they mean the same. */
  readonly fingerprint: string;
  /** Tells runs apart, whatever ids they were given. */
  readonly run: string;
  readonly runId: string;
  /** Only where a call of the block takes a context. */
  readonly context: unknown;
  /** How many items of a batch may be open at once, and how many promises pending. */
  readonly concurrency: number;
  readonly maxConcurrency: number;
  readonly graceMs: number;
  readonly stopsAtFailure: boolean;
  /** By node: the value in its place. */
  readonly overrides: Readonly<Record<string, unknown>>;
  /** From the root inwards. */
  readonly around: readonly SentFrame[];
  /** Failures to which absent values around refer. */
  readonly failures: readonly SentFailure[];
}

/** Items that are run together. */
export interface SentItems {
  readonly count: number;
  /** The index of the first item; the others follow it, unless `indices` says otherwise. */
  readonly first: number;
  readonly indices: readonly number[] | undefined;
  readonly keys: readonly string[] | undefined;
  readonly slots: readonly number[];
  /** The values that items bring along: for each slot a list of as many values as there are items. */
  readonly columns: readonly (readonly unknown[])[];
  readonly absent: readonly (readonly [row: number, ...SentAbsence])[];
  /** Failures to which `absent` refers, numbered behind those of the block. */
  readonly failures: readonly SentFailure[];
  /** Which events come back; `undefined` where nobody has subscribed. */
  readonly events: 'all' | 'without nodes' | undefined;
}

/** What became of an item that lacks a value. */
export interface SentOddItem {
  readonly row: number;
  readonly absent: readonly SentAbsence[];
  /** The first failure that concerned the item as a whole. */
  readonly failure: number | undefined;
}

/** What a batch has folded for one parameter of a collector. */
export interface SentFold {
  /** The first item that has contributed; -1 where none has. */
  readonly row: number;
  readonly accumulator: unknown;
  /** Whether later entries make no difference. */
  readonly isFinal: boolean;
  /** What the reducer has thrown. */
  readonly thrown: SentThrown | undefined;
}

/** An event, as data: what was thrown is beside it. */
export interface SentEvent {
  readonly event: RunEvent;
  readonly thrown: SentThrown | undefined;
}

/** What a batch of items gives. */
export interface SentResults {
  readonly slots: readonly number[];
  /** The values that the collectors and later passes need: for each slot a list. */
  readonly columns: readonly (readonly unknown[])[];
  /** The items' rows in the order of the lists; `undefined` where that is their own. */
  readonly rows: readonly number[] | undefined;
  readonly folds: readonly SentFold[];
  readonly odd: readonly SentOddItem[];
  /** New failures, numbered behind those that the batch was sent with. */
  readonly failures: readonly SentFailure[];
  /** Failures that the run goes on after, by number. */
  readonly survived: readonly { readonly failure: number; readonly skipped: boolean }[];
  /** Those of failures are among them; `undefined` where none were wanted. */
  readonly events: readonly SentEvent[] | undefined;
  /** The failure that ends the run, and others that came after it. */
  readonly stopped: { readonly failure: SentFailure; readonly also: readonly SentFailure[] } | undefined;
}
