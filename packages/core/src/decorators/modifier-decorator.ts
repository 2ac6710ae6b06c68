import type { DelayedModifier, Modifier } from '../metadata/modifier';
import { recordModifier } from '../metadata/record';
import { placeOf } from './place';

/** A decorator that changes what a method gives: `@inject`, `@config.when` … It goes beside a role decorator, above or below it. */
export type ModifierDecorator = (target: object, key: string, descriptor: PropertyDescriptor) => void;

/** A decorator that records a modifier. */
export function modifierDecorator(modifier: Modifier | DelayedModifier): ModifierDecorator {
  return (target, key) => recordModifier(placeOf(modifier.name, target, key), modifier);
}
