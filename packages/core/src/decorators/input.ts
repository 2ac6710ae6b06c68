import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { InputRecord } from '../metadata/class-metadata';
import { recordInput } from '../metadata/record';
import type { Is } from '../types/type-tools';
import { guardInput } from './input-guard';
import { placeOf } from './place';

/** Tells the decorator of an input from other functions. */
export const INPUT: unique symbol = Symbol.for('millrace.input');

/** What {@link input} gives: a decorator of a field, or a member of `defineDataflow`. T is the type of the input, where it is said. */
export interface InputDecorator<T = unknown> {
  (target: object, key: string): void;
  readonly [INPUT]: { readonly of?: Is<T> };
}

/** Options of `@input`; T is the type of the default. */
export interface InputOptions<T = unknown> {
  /** Any Standard Schema (zod, valibot, arktype …). Nodes receive its output value. */
  readonly schema?: StandardSchemaV1;
  readonly description?: string;
  /** Taken where the run gives no value. */
  readonly default?: T;
}

/**
 * Declares an external input. It is written with `declare`, so that the field does not exist on instances: reading it in a method is an
 * error that says to take it as a dependency.
 *
 * @example
 * class Marketing {
 *   @input({ description: 'euros, by day' }) declare readonly spend: number[];
 *
 *   @node('spend')
 *   total(spend: number[]): number { return spend.reduce((a, b) => a + b, 0); }
 * }
 */
export function input<T = unknown>(options: InputOptions<T> = {}): InputDecorator<T> {
  const decorate = (target: object, key: string): void => {
    const place = placeOf('input', target, key);
    recordInput(place, recordOf(options));
    guardInput(place);
  };
  return Object.assign(decorate, { [INPUT]: {} });
}

function recordOf({ schema, description, default: fallback }: InputOptions): InputRecord {
  return {
    ...(schema !== undefined && { schema }),
    ...(description !== undefined && { description }),
    ...(fallback !== undefined && { default: { value: fallback } }),
  };
}
