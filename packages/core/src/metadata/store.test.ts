import type { MemberRecord } from './class-metadata';
import { ownRecord, updateMember, updateRecord } from './store';

describe('the store of class records', () => {
  const member = (key: string): MemberRecord => ({ key, kind: 'method', roles: [], parameters: [], modifiers: [] });

  it('has nothing for a class that nothing was recorded on', () => {
    expect(ownRecord(class {}).members.size).toBe(0);
  });

  it('keeps the records of a base class and of a subclass apart', () => {
    class Base {}
    class Derived extends Base {}
    updateRecord(Base, { dataflow: { namespace: 'base' } });
    updateMember(Derived, 'x', () => member('x'));

    expect(ownRecord(Base)).toEqual({ dataflow: { namespace: 'base' }, members: new Map() });
    expect(ownRecord(Derived)).toEqual({ members: new Map([['x', member('x')]]) });
  });

  it('leaves a record that someone holds as it is', () => {
    class Changed {}
    updateRecord(Changed, { dataflow: { namespace: 'a' } });
    updateMember(Changed, 'x', () => member('x'));
    const held = ownRecord(Changed);

    updateRecord(Changed, { dataflow: { namespace: 'b' } });
    updateMember(Changed, 'x', (x = member('x')) => ({ ...x, kind: 'field' }));
    updateMember(Changed, 'y', () => member('y'));

    expect(held).toEqual({ dataflow: { namespace: 'a' }, members: new Map([['x', member('x')]]) });
    expect(ownRecord(Changed).dataflow).toEqual({ namespace: 'b' });
    expect([...ownRecord(Changed).members.values()]).toEqual([{ ...member('x'), kind: 'field' }, member('y')]);
  });

  it('is shared by all installed copies of the package', () => {
    class Shared {}
    updateRecord(Shared, { dataflow: { namespace: 'first copy' } });

    jest.isolateModules(() => {
      const copy = require('./store') as typeof import('./store');
      expect(copy.ownRecord).not.toBe(ownRecord);
      expect(copy.ownRecord(Shared).dataflow).toEqual({ namespace: 'first copy' });
    });
  });
});
