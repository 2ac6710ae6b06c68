import { Scope, type Type } from '@nestjs/common';
import { PARAMTYPES_METADATA, SCOPE_OPTIONS_METADATA, SELF_DECLARED_DEPS_METADATA } from '@nestjs/common/constants';
import { REQUEST } from '@nestjs/core';

/**
 * Whether a class, or one that its constructor asks for directly or not, says that there is one for each request. What
 * stands behind other tokens is not seen.
 */
export function needsRequest(cls: Type<object>, seen = new Set<unknown>()): boolean {
  if (seen.has(cls)) return false;
  seen.add(cls);
  const scope = Reflect.getMetadata(SCOPE_OPTIONS_METADATA, cls) as { readonly scope?: Scope } | undefined;
  return (
    scope?.scope === Scope.REQUEST ||
    constructorTokens(cls).some((token) => token === REQUEST || (isClass(token) && needsRequest(token, seen)))
  );
}

/** What the parameters of a class's constructor are fed from: their types, or what `@Inject` says. */
export function constructorTokens(cls: Type<object>): readonly unknown[] {
  const tokens = [...((Reflect.getMetadata(PARAMTYPES_METADATA, cls) as readonly unknown[] | undefined) ?? [])];
  const said = (Reflect.getMetadata(SELF_DECLARED_DEPS_METADATA, cls) as readonly { index: number; param: unknown }[] | undefined) ?? [];
  for (const { index, param } of said) tokens[index] = param;
  return tokens;
}

function isClass(token: unknown): token is Type<object> {
  return typeof token === 'function';
}
