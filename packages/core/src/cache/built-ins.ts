import { types } from 'node:util';
import { describeValue } from '../errors/describe-value';

/** The classes whose instances are what can be seen of them, by their names. */
const builtIns = new Map<string, (value: object) => boolean>(
  Object.entries({
    Array: Array.isArray,
    Date: types.isDate,
    Map: types.isMap,
    Set: types.isSet,
    RegExp: types.isRegExp,
    URL: (value) => value instanceof URL,
    ArrayBuffer: types.isArrayBuffer,
    DataView: types.isDataView,
    Buffer: Buffer.isBuffer,
    Uint8Array: types.isUint8Array,
    Uint8ClampedArray: types.isUint8ClampedArray,
    Uint16Array: types.isUint16Array,
    Uint32Array: types.isUint32Array,
    Int8Array: types.isInt8Array,
    Int16Array: types.isInt16Array,
    Int32Array: types.isInt32Array,
    Float32Array: types.isFloat32Array,
    Float64Array: types.isFloat64Array,
    BigInt64Array: types.isBigInt64Array,
    BigUint64Array: types.isBigUint64Array,
  }),
);

/** The name of the class that an object is a plain instance of, if all that there is to it can be seen. By name, since a value may come from another realm: that of `vm`, or of a test. */
export function builtInName(value: object, prototype: object): string | undefined {
  const name = constructorNameOf(prototype);
  return typeof name === 'string' && builtIns.get(name)?.(value) === true ? name : undefined;
}

/** Whether a prototype is that of plain records, in any realm. */
export function isPlain(prototype: object): boolean {
  return prototype === Object.prototype || (Object.getPrototypeOf(prototype) === null && constructorNameOf(prototype) === 'Object');
}

function constructorNameOf({ constructor }: object): unknown {
  return typeof constructor === 'function' ? constructor.name : undefined;
}

/** What an object that has no version is, in words. */
export function kindOf(value: object): string {
  const words = describeValue(value);
  return words === 'a plain object' ? 'an object with a prototype of its own' : words;
}
