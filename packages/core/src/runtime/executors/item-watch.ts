/** Who watches over items that run here for somebody else. */
export interface ItemWatch {
  /** Whether nobody wants the items any more. */
  isStopped(): boolean;
  /** An item begins. */
  begun(row: number): void;
  /** An item has ended, well or not. */
  ended(row: number): void;
}
