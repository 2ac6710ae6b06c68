import { formatFigure } from '../suite/format-figure';
import { OURS } from '../suite/leads';
import type { CaseResults } from '../suite/results-file';
import type { Standing } from '../suite/run-case';
import { chooseAxis, type Axis } from './axis';

const WIDTH = 720;
const LEFT = 190;
const RIGHT = 80;
const TOP = 34;
const ROW = 26;
const BAR = 14;
const BOTTOM = 30;

/** Colours that can be read on white and on black; where the reader's preference is known, the text follows it. */
const STYLE = [
  'text{font:12px system-ui,sans-serif;fill:#57606a}',
  '.title{font-weight:600}.end{text-anchor:end}.middle{text-anchor:middle}',
  '.line{stroke:#8b949e;stroke-opacity:.35}.bar{fill:#8b949e}.ours{fill:#2f81f7}',
  '.span{stroke:#57606a;stroke-width:1.5}.must{stroke:#cf222e;stroke-width:2}.aim{stroke:#2da44e;stroke-width:2}',
  '@media(prefers-color-scheme:dark){text{fill:#c9d1d9}.span{stroke:#c9d1d9}}',
].join('');

/** A drawing of one case: a bar for each median, a line from minimum to maximum, and marks for what must be reached and what is aimed at. */
export function drawBars({ name, of, standings }: CaseResults): string {
  const limits = standings.flatMap(({ must, aim }) => [must, aim]).filter((limit) => limit !== undefined);
  const axis = chooseAxis([...standings.flatMap(({ median, min, max }) => [median, min, max]), ...limits]);
  const height = TOP + standings.length * ROW + BOTTOM;
  const title = `${name}: ${of}${axis.isLogarithmic ? ' (logarithmic)' : ''}`;
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">`,
    `<title>${escape(title)}</title>`,
    `<style>${STYLE}</style>`,
    `<text class="title" x="4" y="18">${escape(title)}</text>`,
    ...axis.ticks.map((tick) => drawTick(tick, axis, height)),
    ...standings.map((standing, index) => drawRow(standing, TOP + index * ROW, axis)),
    '</svg>',
  ];
  return `${lines.join('\n')}\n`;
}

function drawTick(value: number, axis: Axis, height: number): string {
  const x = xOf(value, axis);
  const bottom = height - BOTTOM;
  const label = value < 1 ? String(value) : value.toLocaleString('en');
  return `<path class="line" d="M${x} ${TOP - 6}V${bottom}"/><text class="middle" x="${x}" y="${bottom + 18}">${label}</text>`;
}

function drawRow({ name, median, min, max, must, aim }: Standing, top: number, axis: Axis): string {
  const x = xOf(median, axis);
  const middle = top + BAR / 2;
  const parts = [
    `<text class="end" x="${LEFT - 8}" y="${middle + 4}">${escape(name)}</text>`,
    `<rect class="${name.startsWith(OURS) ? 'bar ours' : 'bar'}" x="${LEFT}" y="${top}" width="${Math.max(1, x - LEFT)}" height="${BAR}" rx="2"/>`,
    `<path class="span" d="M${xOf(min, axis)} ${middle}H${xOf(max, axis)}"/>`,
    ...[mark('must', must, top, axis), mark('aim', aim, top, axis)],
    `<text x="${Math.max(x, xOf(max, axis)) + 6}" y="${middle + 4}">${formatFigure(median)}</text>`,
  ];
  return parts.join('');
}

function mark(kind: 'must' | 'aim', value: number | undefined, top: number, axis: Axis): string {
  return value === undefined
    ? ''
    : `<path class="${kind}" d="M${xOf(value, axis)} ${top - 3}v${BAR + 6}"><title>${kind}: ${value}</title></path>`;
}

function xOf(value: number, axis: Axis): number {
  return Math.round((LEFT + axis.place(value) * (WIDTH - LEFT - RIGHT)) * 10) / 10;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
