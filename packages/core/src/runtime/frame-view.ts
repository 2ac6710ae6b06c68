/** What reading values needs of a frame. */
export interface FrameView {
  readonly slots: readonly unknown[];
  /** Whether some slot of this frame or of one around it is absent. */
  readonly lacks: boolean;
  /** The key of the frame's item. */
  readonly key: string;
  /** The frame `up` levels outwards. */
  outwards(up: number): FrameView;
}
