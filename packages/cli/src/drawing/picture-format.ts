import { extname } from 'node:path';
import type { PictureFormat } from '../pictures';
import { CliError } from '../terminal/cli-error';

/** The formats of pictures, as options name them; a test holds this list to that of the pictures, which are loaded only where one is drawn. */
export const formatNames = ['svg', 'png', 'mmd', 'dot', 'json', 'html'] as const satisfies readonly PictureFormat[];

/** The format of a picture: what was asked for, else what the file's ending says, else Mermaid. */
export function pictureFormat(file: string | undefined, asked: PictureFormat | undefined): PictureFormat {
  if (asked !== undefined) return asked;
  if (file === undefined || file === '-') return 'mmd';
  const ending = extname(file).slice(1).toLowerCase();
  const format = formatNames.find((name) => name === ending);
  if (format !== undefined) return format;
  throw new CliError(`${file} does not say which picture it is to be.`, {
    hint: `Files end in ${formatNames.map((name) => `.${name}`).join(', ')}; --format names the format of other files.`,
  });
}
