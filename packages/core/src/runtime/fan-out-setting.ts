import type { FanOutItems } from './fan-out-items';
import type { Frame } from './frame';
import type { SourceSetting } from './iterator-sources';
import type { LinkedFanOut } from './program';
import type { RunState } from './run-state';
import type { Source } from './source';

/** What a pass is started with. */
export interface FanOutSetting {
  readonly run: RunState;
  /** The frame around the fan-out. */
  readonly frame: Frame;
  readonly step: LinkedFanOut;
  readonly items: FanOutItems;
  readonly source: (setting: SourceSetting) => Source;
}
