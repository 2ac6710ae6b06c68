/** What a Mermaid flowchart says, so far as the pages use the language. */
export interface Flowchart {
  readonly orient: 'LR' | 'RL' | 'TB' | 'BT';
  readonly root: FlowchartBox;
  readonly edges: readonly FlowchartEdge[];
  /** By class, such as `fill: '#ffffff'`. */
  readonly classes: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** Looks of edges, by their index. */
  readonly edgeStyles: ReadonlyMap<number, Readonly<Record<string, string>>>;
}

export interface FlowchartBox {
  readonly id: string;
  readonly label: readonly string[];
  readonly nodes: FlowchartNode[];
  readonly inner: FlowchartBox[];
}

export interface FlowchartNode {
  readonly id: string;
  label: readonly string[];
  shape: Shape | undefined;
  readonly classes: string[];
}

export interface FlowchartEdge {
  readonly from: string;
  readonly to: string;
  readonly arrow: Arrow;
  readonly label: readonly string[];
}

/** How the label of a node is opened. */
export type Shape = '([' | '[(' | '[/' | '[\\' | '{{' | '[';

export type Arrow = '-->' | '==>' | '-.->';

const nodeText = /^\s*([\w.]+?)(?:(\(\[|\[\(|\[\/|\[\\|\{\{|\[)(.*?)(\]\)|\)\]|\\\]|\/\]|\}\}|\]))?(?::::(\w+))?(?=\s|$)/;
const arrowText = /^\s*(-->|==>|-\.->)(?:\|(.*?)\|)?/;

/** Reads a flowchart. @throws Error that names the first line which it cannot read. */
export function readFlowchart(text: string): Flowchart {
  const [first = '', ...lines] = text.trim().split('\n');
  const [, orient] = /^flowchart (LR|RL|TB|BT)$/.exec(first) ?? [];
  if (orient === undefined) throw unreadable(first);
  const reader = new FlowchartReader();
  for (const line of lines) reader.read(line.trim());
  return {
    orient: orient as Flowchart['orient'],
    root: reader.root,
    edges: reader.edges,
    classes: reader.classes,
    edgeStyles: reader.edgeStyles,
  };
}

class FlowchartReader {
  readonly root: FlowchartBox = { id: 'root', label: [], nodes: [], inner: [] };
  readonly edges: FlowchartEdge[] = [];
  readonly classes = new Map<string, Record<string, string>>();
  readonly edgeStyles = new Map<number, Record<string, string>>();
  readonly #nodes = new Map<string, FlowchartNode>();
  readonly #open: FlowchartBox[] = [this.root];

  read(line: string): void {
    const [word = '', name = '', ...rest] = line.split(' ');
    if (line === '' || line.startsWith('%%')) return;
    if (line === 'end') this.#open.pop();
    else if (word === 'subgraph') this.#openBox(line.slice('subgraph '.length));
    else if (word === 'classDef') this.classes.set(name, looksOf(rest.join(' ')));
    else if (word === 'class') for (const id of name.split(',')) this.#node(id).classes.push(...rest);
    else if (word === 'linkStyle') for (const index of name.split(',')) this.edgeStyles.set(Number(index), looksOf(rest.join(' ')));
    else this.#readChain(line);
  }

  #openBox(title: string): void {
    const [, id, label] = /^(\w+)\["?(.*?)"?\]$/.exec(title) ?? [];
    const box = { id: id ?? `box${title}`, label: linesOf(label ?? title), nodes: [], inner: [] };
    this.#open.at(-1)?.inner.push(box);
    this.#open.push(box);
  }

  /** `a --> b ==> c`, or a node alone. */
  #readChain(line: string): void {
    let rest = line;
    const take = (): string => {
      const [whole, id = '', open, label, , className] = nodeText.exec(rest) ?? [];
      if (whole === undefined) throw unreadable(line);
      rest = rest.slice(whole.length);
      const node = this.#node(id);
      if (open !== undefined && label !== undefined) Object.assign(node, { shape: open, label: linesOf(label.replace(/^"|"$/g, '')) });
      if (className !== undefined) node.classes.push(className);
      return id;
    };
    for (let from = take(); rest.trim() !== '';) {
      const [whole, arrow, label = ''] = arrowText.exec(rest) ?? [];
      if (whole === undefined) throw unreadable(line);
      rest = rest.slice(whole.length);
      const to = take();
      this.edges.push({ from, to, arrow: arrow as Arrow, label: linesOf(label) });
      from = to;
    }
  }

  /** As Mermaid does, a node is in the box in which it is named last. */
  #node(id: string): FlowchartNode {
    const box = this.#open.at(-1) ?? this.root;
    const known = this.#nodes.get(id) ?? { id, label: [id], shape: undefined, classes: [] };
    const holder = this.#nodes.has(id) ? holderOf(this.root, known) : undefined;
    this.#nodes.set(id, known);
    if (holder === undefined || (box !== this.root && holder === this.root)) {
      holder?.nodes.splice(holder.nodes.indexOf(known), 1);
      box.nodes.push(known);
    }
    return known;
  }
}

function holderOf(box: FlowchartBox, node: FlowchartNode): FlowchartBox | undefined {
  return box.nodes.includes(node) ? box : box.inner.map((inner) => holderOf(inner, node)).find((holder) => holder !== undefined);
}

/** `fill:#fff,stroke:red` as a record. */
function looksOf(text: string): Record<string, string> {
  return Object.fromEntries(text.split(',').map((look) => [look.slice(0, look.indexOf(':')), look.slice(look.indexOf(':') + 1)]));
}

/** The lines of a label, with what Mermaid writes as `#34;` as the character itself. */
function linesOf(text: string): string[] {
  return text.split('<br>').map((line) => line.replace(/#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code))));
}

function unreadable(line: string): Error {
  return new Error(
    `"${line}" is no line of a flowchart as the pages use them: write it more plainly, or teach scripts/site/flowchart.ts to read it.`,
  );
}
