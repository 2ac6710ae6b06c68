import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { InputRecord } from '../metadata/class-metadata';
import { recordInput } from '../metadata/record';
import { guardInput } from './input-guard';
import { placeOf } from './place';

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
export function input<T = unknown>(options: InputOptions<T> = {}): (target: object, key: string) => void {
  return (target, key) => {
    const place = placeOf('input', target, key);
    recordInput(place, recordOf(options));
    guardInput(place);
  };
}

function recordOf({ schema, description, default: fallback }: InputOptions): InputRecord {
  return {
    ...(schema !== undefined && { schema }),
    ...(description !== undefined && { description }),
    ...(fallback !== undefined && { default: { value: fallback } }),
  };
}
