import { installedCliProgress } from './installed-cli-progress';
import { describeProgress, detailsOf, type ProgressLine } from './progress-line';

/** Where progress is shown: a stream such as stderr. */
export type ProgressStream = NodeJS.WritableStream & { readonly isTTY?: boolean };

/** Shows how far the fan-outs of a run are. */
export interface ProgressDisplay {
  /** Milliseconds between two updates. */
  readonly intervalMs: number;
  update(lines: readonly ProgressLine[]): void;
  /** Shows the last state, and lets go of the terminal. */
  end(lines: readonly ProgressLine[]): void;
}

/** Bars on a terminal where cli-progress is installed, and otherwise a plain line every few seconds. */
export function displayOn(stream: ProgressStream, intervalMs: number | undefined): ProgressDisplay {
  const progress = stream.isTTY === true ? installedCliProgress() : undefined;
  return progress === undefined ? plainDisplay(stream, intervalMs ?? 5000) : barDisplay(stream, progress, intervalMs ?? 100);
}

function plainDisplay(stream: ProgressStream, intervalMs: number): ProgressDisplay {
  const update = (lines: readonly ProgressLine[]): void => {
    if (lines.length > 0) stream.write(`${lines.map(describeProgress).join(' · ')}\n`);
  };
  return { intervalMs, update, end: update };
}

function barDisplay(stream: ProgressStream, { MultiBar, Presets }: typeof import('cli-progress'), intervalMs: number): ProgressDisplay {
  // Signals are the affair of the app.
  const options = { stream, format: '{name} [{bar}] {value} of {of}, {details}', hideCursor: true, gracefulExit: false, emptyOnZero: true };
  const bars = new MultiBar(options, Presets.legacy);
  const known = new Map<string, ReturnType<typeof bars.create>>();
  const update = (lines: readonly ProgressLine[]): void => {
    for (const line of lines) {
      const { name, finished, total, items } = line;
      const payload = { name, of: total ?? '?', details: detailsOf(line).join(', ') };
      const bar = known.get(name) ?? bars.create(total ?? items, finished, payload);
      known.set(name, bar);
      bar.setTotal(total ?? items);
      bar.update(finished, payload);
    }
  };
  return {
    intervalMs,
    update,
    end(lines) {
      update(lines);
      bars.stop();
    },
  };
}
