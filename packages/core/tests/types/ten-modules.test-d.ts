import { Driver, input, node, nodeOf } from '@millrace/core';
import { expectTypeOf } from 'expect-type';

class M0 {
  private readonly db: number = 0;
  @input() declare readonly seed: number;
  @node('seed') n0(seed: number): number {
    return seed + this.db;
  }
}
class M1 {
  private readonly db: string = '';
  @node(nodeOf(M0, 'n0')) n1(x: number): string {
    return this.db + x;
  }
}
class M2 {
  private readonly db: boolean = true;
  @node(nodeOf(M1, 'n1')) n2(x: string): boolean {
    return this.db && x !== '';
  }
}
class M3 {
  @node(nodeOf(M2, 'n2')) n3(x: boolean): Date {
    return new Date(x ? 1 : 0);
  }
}
class M4 {
  @node(nodeOf(M3, 'n3')) n4(x: Date): number[] {
    return [x.getTime()];
  }
}
class M5 {
  @node(nodeOf(M4, 'n4')) n5(x: number[]): Map<string, number> {
    return new Map([['', x.length]]);
  }
}
class M6 {
  @node(nodeOf(M5, 'n5')) n6(x: Map<string, number>): Set<number> {
    return new Set(x.values());
  }
}
class M7 {
  @node(nodeOf(M6, 'n6')) n7(x: Set<number>): { size: number } {
    return { size: x.size };
  }
}
class M8 {
  @node(nodeOf(M7, 'n7')) n8(x: { size: number }): 'a' | 'b' {
    return x.size > 1 ? 'a' : 'b';
  }
}
class M9 {
  @node(nodeOf(M8, 'n8'), nodeOf(() => M10, 'n10')) n9(x: 'a' | 'b', y: bigint): null {
    void [x, y];
    return null;
  }
}
class M10 {
  @node() n10(): bigint {
    return 1n;
  }
}

async function all(): Promise<void> {
  const driver = new Driver({ modules: [M0, M1, M2, M3, M4, M5, M6, M7, M8, M9, M10] });
  const outputs = await driver.execute(['n0', 'n1', 'n2', 'n3', 'n4', 'n5', 'n6', 'n7', 'n8', 'n9', 'n10'], { inputs: { seed: 1 } });
  expectTypeOf(outputs).branded.toEqualTypeOf<{
    n0: number;
    n1: string;
    n2: boolean;
    n3: Date;
    n4: number[];
    n5: Map<string, number>;
    n6: Set<number>;
    n7: { size: number };
    n8: 'a' | 'b';
    n9: null;
    n10: bigint;
  }>();
  // @ts-expect-error
  await driver.execute(['db']);
  // @ts-expect-error
  await driver.execute(['n0'], { inputs: { seed: '1' } });
}
