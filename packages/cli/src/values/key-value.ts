import { CliError } from '../terminal/cli-error';

/** The values that `--set k=v` and its like gave, by key. */
export type Values = Readonly<Record<string, unknown>>;

/**
 * Reads `key=value`. The value is JSON where it parses as such, else the text as it is: `n=3`, `on=true`, `names=["a","b"]`, `region=eu`.
 * A key may contain dots.
 */
function parseKeyValue(flag: string, text: string): [key: string, value: unknown] {
  const at = text.indexOf('=');
  if (at < 1) throw new CliError(`${flag} takes <key>=<value>, not "${text}".`, { hint: `For example: ${flag} region=eu` });
  return [text.slice(0, at), readValue(text.slice(at + 1))];
}

/** Adds what one flag says to what earlier ones said: a parser of options that may be repeated. */
export function collectKeyValue(flag: string): (text: string, earlier: Values | undefined) => Values {
  return (text, earlier = {}) => {
    const [key, value] = parseKeyValue(flag, text);
    return { ...earlier, [key]: value };
  };
}

function readValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
