import { defineDataflow, Driver, input, isDataflowClass, node } from '@millrace/core';

class Base {
  @node() one(): number {
    return 1;
  }
}

class Derived extends Base {}

class OnlyInputs {
  @input() declare readonly orders: number[];
}

describe('isDataflowClass', () => {
  it.each([
    ['a class with nodes', Base],
    ['a class that inherits them', Derived],
    ['a class with inputs', OnlyInputs],
    ['what defineDataflow gives', defineDataflow({ two: { run: () => 2 } })],
  ])('is true for %s', (_, value) => {
    expect(isDataflowClass(value)).toBe(true);
  });

  it.each([
    ['a class without nodes', class {}],
    ['an instance', new Base()],
    ['a function', () => 1],
    ['a driver', new Driver({ modules: [Base] })],
    ['null', null],
    ['undefined', undefined],
    ['a text', 'Base'],
  ])('is false for %s', (_, value) => {
    expect(isDataflowClass(value)).toBe(false);
  });
});
