import type { DrawnRole } from '@millrace/core';

import type { PageGraph } from './page-graph';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** By how much the narrow side of a shape is shorter, at each end. */
const SLANT = 8;
const FOLD = 9;

/**
 * The outline of a node, as the data of an SVG path. A parallelizable widens in the direction of the arrows, a collector
 * narrows; a config is a sheet with a folded corner, an input a pill.
 */
export function outline(role: DrawnRole, size: Size, orient: PageGraph['orient']): string {
  const { width, height } = size;
  switch (role) {
    case 'input':
      return rounded(size, height / 2);
    case 'node':
      return rounded(size, 7);
    case 'config':
      return `M0 0H${width - FOLD}L${width} ${FOLD}V${height}H0ZM${width - FOLD} 0V${FOLD}H${width}`;
    case 'collect-parallelizable':
      return polygon([0, height / 2], [12, 0], [width - 12, 0], [width, height / 2], [width - 12, height], [12, height]);
    case 'parallelizable':
      return wedge(size, orient);
    case 'collect':
      return wedge(size, opposite[orient]);
  }
}

const opposite = { LR: 'RL', RL: 'LR', TB: 'BT', BT: 'TB' } as const;

/** Wide where the direction leads. */
function wedge({ width, height }: Size, orient: PageGraph['orient']): string {
  switch (orient) {
    case 'LR':
      return polygon([0, SLANT], [width, 0], [width, height], [0, height - SLANT]);
    case 'RL':
      return polygon([0, 0], [width, SLANT], [width, height - SLANT], [0, height]);
    case 'TB':
      return polygon([SLANT, 0], [width - SLANT, 0], [width, height], [0, height]);
    case 'BT':
      return polygon([0, 0], [width, 0], [width - SLANT, height], [SLANT, height]);
  }
}

/** A rectangle with round corners. */
export function rounded({ width, height }: Size, radius: number): string {
  const corner = (x: number, y: number): string => `a${radius} ${radius} 0 0 1 ${x} ${y}`;
  return `M${radius} 0H${width - radius}${corner(radius, radius)}V${height - radius}${corner(-radius, radius)}H${radius}${corner(-radius, -radius)}V${radius}${corner(radius, -radius)}Z`;
}

function polygon(...points: readonly (readonly [x: number, y: number])[]): string {
  return `M${points.map((point) => point.join(' ')).join('L')}Z`;
}
