import { collect, Driver, input, node, parallelizable, type Collect } from '@millrace/core';

// prettier-ignore
class TextMetrics {
  @input() declare readonly texts: string[];

  @parallelizable('texts', { concurrency: 8, key: (text) => text.slice(0, 20) })
  *text(texts: string[]): Generator<string> { yield* texts; }

  @node('text')
  words(text: string): string[] { return text.split(' '); }

  @node('words') wordCount(words: string[]): number { return words.length; }
  @node('words') longestWord(words: string[]): number { return Math.max(...words.map((word) => word.length)); }

  @collect('wordCount')
  totalWords(counts: Collect<number>): number { return counts.reduce((a, b) => a + b, 0); }

  @collect('longestWord')
  longest(lengths: Collect<number>): number { return Math.max(...lengths); }
}

const driver = new Driver({ modules: [TextMetrics] });
const texts = ['a mill race', 'splits water off a stream', 'and gives it back'];

void driver.execute(['totalWords', 'longest'], { inputs: { texts } }).then(({ totalWords, longest }) => {
  console.log(`${totalWords} words, the longest has ${longest} letters`);
});
