import { pictureFormats } from '../pictures';
import { formatNames, pictureFormat } from './picture-format';

describe('pictureFormat', () => {
  it('knows the formats that pictures have', () => {
    expect(formatNames).toEqual(pictureFormats);
  });

  it.each([
    ['g.svg', undefined, 'svg'],
    ['out/G.PNG', undefined, 'png'],
    ['g.txt', 'mmd', 'mmd'],
    ['g.svg', 'json', 'json'],
    ['-', undefined, 'mmd'],
    [undefined, undefined, 'mmd'],
    [undefined, 'dot', 'dot'],
  ] as const)('of %s, asked for %s, is %s', (file, asked, format) => {
    expect(pictureFormat(file, asked)).toBe(format);
  });
});
