import { Progress } from './progress';
import type { Race } from './workload';

it('tells how far it has come, and how long it will take at this pace', () => {
  const entry = (name: string, contestants: number): Race => ({
    kind: 'race',
    name,
    contestants: Array.from({ length: contestants }, (_, index) => ({ name: String(index), prepare: () => () => 1 })),
  });
  const [first, second] = [entry('few', 1), entry('many', 3)];
  const lines: string[] = [];
  let now = 0;
  const progress = new Progress(
    [{ id: 'W1', title: '', cases: [first, second] }],
    { launches: 2 },
    {
      write: (line) => lines.push(line),
      now: () => now,
    },
  );

  progress.launch('W1', first, 0);
  now += 60_000;
  progress.launch('W1', first, 1);
  progress.done(first);
  now += 60_000;
  progress.launch('W1', second, 0);
  now += 270_000;
  progress.launch('W1', second, 1);

  expect(lines).toEqual([
    '0 %: W1, few, launch 1 of 2',
    '12 %, about 7 minutes left: W1, few, launch 2 of 2',
    '25 %, about 6 minutes left: W1, many, launch 1 of 2',
    '62 %, about 4 minutes left: W1, many, launch 2 of 2',
  ]);
});
