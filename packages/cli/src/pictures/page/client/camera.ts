import type { Rectangle } from './layout';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** What point of the drawing is in the upper left corner, in pixels of the screen, and how large it is drawn. */
interface Position {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** From here on names can be read. */
export const READABLE = 0.7;
const SMALLEST = 0.04;
const LARGEST = 4;
const MARGIN = 40;
const GLIDE_MS = 220;
/** By how many pixels a finger moves while it only clicks. */
const TREMBLE = 4;

/** How large a small graph is drawn at first. */
const LARGEST_FIT = 1.3;

/** Which part of the drawing is seen: moved by dragging, zoomed by the wheel or two fingers. */
export class Camera {
  readonly #frame: SVGSVGElement;
  readonly #world: SVGGElement;
  readonly #fingers = new Map<number, Point>();
  #at: Position = { x: 0, y: 0, scale: 1 };
  #glide = 0;
  /** What is shown in full since nobody moved the picture. */
  #fitted: Rectangle | undefined;

  constructor(frame: SVGSVGElement, world: SVGGElement) {
    this.#frame = frame;
    this.#world = world;
    this.#followFrame();
    this.#followWheel();
    this.#followFingers();
  }

  /** Shows all of a rectangle, also when the frame becomes larger or smaller, until it is moved; gives how large it is drawn then. */
  fit(area: Rectangle, glides = true): number {
    const { clientWidth, clientHeight } = this.#frame;
    const scale = Math.min(LARGEST_FIT, (clientWidth - 2 * MARGIN) / area.width, (clientHeight - 2 * MARGIN) / area.height);
    this.#center(area, scale, glides);
    this.#fitted = area;
    return scale;
  }

  /** Brings a rectangle into the middle if it is not to be seen, or hardly. */
  reveal(area: Rectangle): void {
    const { x, y, scale } = this.#at;
    const { clientWidth, clientHeight } = this.#frame;
    const left = area.x * scale + x;
    const top = area.y * scale + y;
    const isSeen =
      left >= 0 &&
      top >= 0 &&
      left + area.width * scale <= clientWidth &&
      top + area.height * scale <= clientHeight &&
      scale >= READABLE / 2;
    if (!isSeen) this.closeUp(area);
  }

  /** Brings a rectangle into the middle, large enough to be read where it fits. */
  closeUp(area: Rectangle): void {
    const { clientWidth, clientHeight } = this.#frame;
    const fitting = Math.min((clientWidth - MARGIN) / area.width, (clientHeight - MARGIN) / area.height);
    this.#center(area, Math.min(Math.max(this.#at.scale, READABLE), fitting), true);
  }

  /** Zooms about a point of the frame; without one, about its middle. */
  zoomBy(factor: number, at = { x: this.#frame.clientWidth / 2, y: this.#frame.clientHeight / 2 }): void {
    const { x, y, scale } = this.#at;
    const zoomed = clamp(scale * factor);
    const ratio = zoomed / scale;
    this.#stop();
    this.#show({ x: at.x - (at.x - x) * ratio, y: at.y - (at.y - y) * ratio, scale: zoomed });
  }

  panBy(x: number, y: number): void {
    this.#stop();
    this.#show({ ...this.#at, x: this.#at.x + x, y: this.#at.y + y });
  }

  #center(area: Rectangle, wanted: number, glides: boolean): void {
    this.#stop();
    const scale = clamp(wanted);
    const x = (this.#frame.clientWidth - area.width * scale) / 2 - area.x * scale;
    const y = (this.#frame.clientHeight - area.height * scale) / 2 - area.y * scale;
    const isStill = !glides || matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (isStill) this.#show({ x, y, scale });
    else this.#glideTo({ x, y, scale });
  }

  #glideTo(end: Position): void {
    const start = this.#at;
    const begun = performance.now();
    const step = (now: number): void => {
      const passed = Math.min(1, Math.max(0, (now - begun) / GLIDE_MS));
      const eased = 1 - (1 - passed) ** 3;
      const between = (from: number, to: number): number => from + (to - from) * eased;
      this.#show({ x: between(start.x, end.x), y: between(start.y, end.y), scale: between(start.scale, end.scale) });
      if (passed < 1) this.#glide = requestAnimationFrame(step);
    };
    this.#glide = requestAnimationFrame(step);
  }

  #stop(): void {
    cancelAnimationFrame(this.#glide);
    this.#fitted = undefined;
  }

  #show(position: Position): void {
    this.#at = position;
    // The labels of the outermost boxes stay readable from afar.
    this.#world.style.setProperty('--scale', String(position.scale));
    this.#world.setAttribute('transform', `translate(${position.x} ${position.y}) scale(${position.scale})`);
  }

  #followFrame(): void {
    new ResizeObserver(() => {
      if (this.#fitted !== undefined) this.fit(this.#fitted, false);
    }).observe(this.#frame);
  }

  #followWheel(): void {
    const turn = (event: WheelEvent): void => {
      event.preventDefault();
      // Lines instead of pixels come from some mice; a pinch on a touchpad comes as small steps with the control key.
      const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1);
      if (event.shiftKey) this.panBy(-pixels, 0);
      else this.zoomBy(Math.exp(-pixels * (event.ctrlKey ? 0.01 : 0.0016)), this.#inFrame(event));
    };
    this.#frame.addEventListener('wheel', turn, { passive: false });
  }

  /** One finger, or the mouse, moves the picture; a second one zooms it. */
  #followFingers(): void {
    const frame = this.#frame;
    const fingers = this.#fingers;
    let isDrag = false;
    frame.addEventListener('pointerdown', (event) => {
      if (fingers.size === 0) isDrag = false;
      if (event.button === 0 || event.button === 1) fingers.set(event.pointerId, this.#inFrame(event));
    });
    frame.addEventListener('pointermove', (event) => {
      const before = fingers.get(event.pointerId);
      if (before === undefined) return;
      const now = this.#inFrame(event);
      // A click may tremble a little.
      if (!isDrag && distance(before, now) < TREMBLE) return;
      isDrag = true;
      frame.setPointerCapture(event.pointerId);
      this.#drag(event.pointerId, before, now);
    });
    for (const end of ['pointerup', 'pointercancel'] as const) {
      frame.addEventListener(end, ({ pointerId }) => fingers.delete(pointerId));
    }
    // The end of a drag is no click on what happens to be there.
    frame.addEventListener('click', (event) => isDrag && event.stopImmediatePropagation(), { capture: true });
  }

  #drag(finger: number, before: Point, now: Point): void {
    const other = [...this.#fingers].find(([id]) => id !== finger)?.[1];
    if (other === undefined) this.panBy(now.x - before.x, now.y - before.y);
    else this.zoomBy(distance(now, other) / Math.max(1, distance(before, other)), other);
    this.#fingers.set(finger, now);
  }

  #inFrame({ clientX, clientY }: MouseEvent): Point {
    const { left, top } = this.#frame.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  }
}

function clamp(scale: number): number {
  return Math.min(LARGEST, Math.max(SMALLEST, scale));
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
