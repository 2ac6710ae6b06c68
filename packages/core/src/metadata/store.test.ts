import { ownRecord, updateRecord } from './store';

describe('the store of class records', () => {
  class Base {}
  class Derived extends Base {}

  it('has nothing for a class that nothing was recorded on', () => {
    expect(ownRecord(class {}).members.size).toBe(0);
  });

  it('keeps the records of a base class and of a subclass apart', () => {
    updateRecord(Base, (record) => ({ ...record, dataflow: { namespace: 'base' } }));
    updateRecord(Derived, (record) => ({ ...record, dataflow: { ...record.dataflow, tags: { a: 'b' } } }));

    expect(ownRecord(Base).dataflow).toEqual({ namespace: 'base' });
    expect(ownRecord(Derived).dataflow).toEqual({ tags: { a: 'b' } });
  });

  it('leaves a record that someone holds as it is', () => {
    class Changed {}
    updateRecord(Changed, (record) => ({ ...record, dataflow: { namespace: 'a' } }));
    const held = ownRecord(Changed);

    updateRecord(Changed, (record) => ({ ...record, dataflow: { namespace: 'b' } }));

    expect(held.dataflow).toEqual({ namespace: 'a' });
  });

  it('is shared by all installed copies of the package', () => {
    class Shared {}
    updateRecord(Shared, (record) => ({ ...record, dataflow: { namespace: 'first copy' } }));

    jest.isolateModules(() => {
      const copy = require('./store') as typeof import('./store');
      expect(copy.ownRecord).not.toBe(ownRecord);
      expect(copy.ownRecord(Shared).dataflow).toEqual({ namespace: 'first copy' });
    });
  });
});
