import { join } from 'node:path';
import ts from 'typescript';

const core = join(__dirname, '..', '..');
const file = join(__dirname, 'edited.ts');
const marker = '/*|*/';

const imports = `import { collect, Driver, each, fold, group, input, node, nodeOf, parallelizable, reducers, type Collect } from '@millrace/core';
interface Order { readonly region: string; readonly amount: number; }
`;

const sales = `class Sales {
  private readonly db = 1;
  @input() declare readonly orders: Order[];
  @parallelizable('orders') *order(orders: Order[]): Generator<Order> { yield* orders; }
  @node('order') amount(order: Order): number { return order.amount; }
  @node() rate__eu(): number { return 1; }
  @node() rate__us(): number { return 1; }
`;

/** A language service over one file that is being edited, as an editor has it. */
function createEditor(): { completionsIn(text: string): string[]; typeIn(text: string): string } {
  let text = '';
  let version = 0;
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(core, 'tsconfig.test.json'), ts.sys.readFile).config,
    ts.sys,
    core,
  );
  const read = (path: string) => (path === file ? text : ts.sys.readFile(path));
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [file],
    getScriptVersion: (path) => (path === file ? String(version) : '1'),
    getScriptSnapshot: (path) => {
      const content = read(path);
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
    },
    getCurrentDirectory: () => core,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (path) => path === file || ts.sys.fileExists(path),
    readFile: read,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  });
  const edit = (edited: string): number => {
    text = imports + edited.replace(marker, '');
    version++;
    return (imports + edited).indexOf(marker);
  };
  return {
    completionsIn: (edited) =>
      (service.getCompletionsAtPosition(file, edit(edited), undefined)?.entries ?? []).map(({ name }) => name).sort(),
    typeIn: (edited) => ts.displayPartsToString(service.getQuickInfoAtPosition(file, edit(edited))?.displayParts),
  };
}

describe('completion in an editor', () => {
  const { completionsIn, typeIn } = createEditor();
  const names = ['amount', 'order', 'orders', 'rate', 'rate__eu', 'rate__us'];

  it.each(['node', 'collect', 'parallelizable'])('knows the names of the class inside @%s', (role) => {
    expect(completionsIn(`${sales} @${role}('${marker}') edited(x: never) {} }`)).toEqual(['amount', 'edited', ...names.slice(1)]);
  });

  it('knows them where a name is half written, and for the second dependency', () => {
    expect(completionsIn(`${sales} @node('am${marker}') edited(x: number) {} }`)).toEqual(expect.arrayContaining(names));
    expect(completionsIn(`${sales} @node('amount', '${marker}') edited(x: number, y: Order[]) {} }`)).toEqual(
      expect.arrayContaining(names),
    );
  });

  it('knows the names of another class inside nodeOf', () => {
    expect(completionsIn(`${sales} } class Other { @node(nodeOf(Sales, '${marker}')) edited(x: number) {} }`)).toEqual(names);
  });

  it.each(['execute', 'executeSettled', 'plan'])('knows the names of all modules inside %s', (method) => {
    const driver = `class More { @node() more(): number { return 1; } } const driver = new Driver({ modules: [Sales, More] });`;

    expect(completionsIn(`${sales} } ${driver} void driver.${method}(['${marker}']);`)).toEqual(
      ['amount', 'more', ...names.slice(1)].sort(),
    );
    expect(completionsIn(`${sales} } ${driver} void driver.${method}(['more', '${marker}']);`)).toEqual(expect.arrayContaining(names));
  });

  it('knows them inside each and stream', () => {
    const driver = `const driver = new Driver({ modules: [Sales] });`;

    expect(completionsIn(`${sales} } ${driver} void driver.execute([each('${marker}')]);`).filter((name) => name !== '')).toEqual(names);
    expect(completionsIn(`${sales} } ${driver} void driver.stream('${marker}');`)).toEqual(names);
  });

  it('knows the inputs of the modules', () => {
    const driver = `const driver = new Driver({ modules: [Sales] });`;

    expect(completionsIn(`${sales} } ${driver} void driver.execute(['amount'], { inputs: { ${marker} } });`)).toContain('orders');
  });

  it('knows the members of the item in key', () => {
    const edited = (body: string) =>
      `${sales} @parallelizable('orders', { key: (g) => g.${body} }) edited(orders: Order[]): Generator<Order> { throw orders; } }`;

    expect(completionsIn(edited(marker))).toEqual(['amount', 'region']);
    expect(typeIn(edited(`re${marker}gion`))).toBe('(property) Order.region: string');
  });

  it('knows the options of a role once one is begun', () => {
    expect(
      completionsIn(`${sales} @parallelizable('orders', { con${marker} }) edited(orders: Order[]): Generator<Order> { throw orders; } }`),
    ).toEqual(
      expect.arrayContaining([
        'buffer',
        'concurrency',
        'description',
        'key',
        'name',
        'onItemError',
        'ordered',
        'uniqueKeys',
        'version',
        'window',
      ]),
    );
  });

  it('shows the type of an output', () => {
    expect(typeIn(`${sales} } const { amo${marker}unt } = await new Driver({ modules: [Sales] }).execute([each('amount')]);`)).toBe(
      'const amount: number[]',
    );
  });
});
