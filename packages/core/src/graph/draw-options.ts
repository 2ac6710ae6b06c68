import { describeValue } from '../errors/describe-value';
import { formatFaults, type Fault } from '../errors/fault';
import { MillraceError } from '../errors/millrace-error';
import { invalidOption, unknownOption } from '../errors/option-faults';
import type { NodeInfo } from './node-info';

/** A look of one's own for some nodes. */
export interface NodeStyle {
  /** What the legend calls it; nodes of one label look alike. */
  readonly label: string;
  /** The colour inside and of the frame: a name, or `#` and hexadecimal digits. */
  readonly fill?: string;
  readonly stroke?: string;
}

/** How a graph is drawn. */
export interface DrawOptions {
  /** The direction of the arrows. Default: 'LR'. */
  readonly orient?: 'LR' | 'RL' | 'TB' | 'BT';
  /** What boxes stand for: fan-outs, their phases, namespaces and the nodes of one method; or classes. Default: 'scope'. */
  readonly groupBy?: 'scope' | 'module';
  /** Whether to leave inputs out. Default: false. */
  readonly hideInputs?: boolean;
  /** Whether to draw raw values and the verdicts of validators too. Default: false. */
  readonly showIntermediate?: boolean;
  /** Whether to write tags below names. Default: false. */
  readonly showTags?: boolean;
  /** Whether to write the fields of schemas below names. Default: false. */
  readonly showSchemas?: boolean;
  /** Whether to explain the shapes that occur. Default: false. */
  readonly legend?: boolean;
  /** Two names: the nodes and arrows on all paths from the first to the second stand out. */
  readonly highlightPath?: readonly [from: string, to: string];
  /** Gives some nodes a look of their own. */
  readonly styleOf?: (node: NodeInfo) => NodeStyle | undefined;
}

interface Rule {
  readonly accepts: (value: unknown) => boolean;
  readonly expected: string;
}

const flag: Rule = { accepts: (value) => typeof value === 'boolean', expected: 'true or false' };

const rules: Readonly<Record<keyof DrawOptions, Rule>> = {
  orient: { accepts: (value) => ['LR', 'RL', 'TB', 'BT'].some((one) => one === value), expected: `'LR', 'RL', 'TB' or 'BT'` },
  groupBy: { accepts: (value) => value === 'scope' || value === 'module', expected: `'scope' or 'module'` },
  hideInputs: flag,
  showIntermediate: flag,
  showTags: flag,
  showSchemas: flag,
  legend: flag,
  highlightPath: { accepts: isPath, expected: `two names of nodes: ['from', 'to']` },
  styleOf: { accepts: (value) => typeof value === 'function', expected: 'a function of a node' },
};

/** @throws MillraceError `INVALID_OPTION` with all that is wrong. */
export function checkDrawOptions(options: DrawOptions): void {
  const faults: Fault[] = [];
  for (const [name, value] of Object.entries<unknown>({ ...options })) {
    const rule = Object.hasOwn(rules, name) ? rules[name as keyof DrawOptions] : undefined;
    if (rule === undefined) faults.push(unknownOption('The drawing', name, Object.keys(rules)));
    else if (value !== undefined && !rule.accepts(value))
      faults.push(invalidOption('The drawing', name, describeValue(value), rule.expected));
  }
  if (faults.length > 0) throw new MillraceError('INVALID_OPTION', formatFaults(faults));
}

/** What `styleOf` says of a node. Colours go into the drawing as they are, so that they must be nothing else. */
export function styleOfNode({ styleOf }: DrawOptions, node: NodeInfo): NodeStyle | undefined {
  const style = styleOf?.(node);
  for (const colour of [style?.fill, style?.stroke]) {
    if (colour === undefined || /^(#[\da-f]{3,8}|[a-z]+)$/i.test(colour)) continue;
    const expected = 'a name such as "gold", or "#" and hexadecimal digits';
    throw new MillraceError(
      'INVALID_OPTION',
      invalidOption('The drawing', `styleOf for "${node.name}"`, describeValue(colour), expected).message,
    );
  }
  return style;
}

function isPath(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && value.every((name) => typeof name === 'string');
}
