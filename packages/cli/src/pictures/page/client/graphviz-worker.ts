import { byId } from './dom';
import type { Graphviz, GraphvizGraph } from './layout';

/** Of the worker: the text that it writes, or why it could not. */
type Answer = { readonly id: number } & ({ readonly text: string } | { readonly error: string });

/** What the worker does with a graph; `Viz` is what the script before it defines. */
const PROGRAM = `
const ready = Viz.instance();
onmessage = async ({ data: { id, graph } }) => {
  try {
    postMessage({ id, text: (await ready).renderString(graph, { format: 'json0' }) });
  } catch (error) {
    postMessage({ id, error: String(error) });
  }
};`;

/** Graphviz in a worker, so that the page does not stand still meanwhile; unpacked and started with the first graph. */
export function graphvizWorker(): Graphviz {
  let started: Promise<Worker> | undefined;
  let count = 0;
  return async (graph: GraphvizGraph) => {
    const worker = await (started ??= start());
    const id = count++;
    return new Promise<string>((resolve, reject) => {
      const listen = ({ data }: MessageEvent<Answer>): void => {
        if (data.id !== id) return;
        worker.removeEventListener('message', listen);
        if ('text' in data) resolve(data.text);
        else reject(new Error(data.error));
      };
      worker.addEventListener('message', listen);
      worker.addEventListener('error', ({ message }) => reject(new Error(message)), { once: true });
      worker.postMessage({ id, graph });
    });
  };
}

async function start(): Promise<Worker> {
  const script = await unpacked(byId('graphviz', HTMLScriptElement).text);
  const url = URL.createObjectURL(new Blob([script, PROGRAM], { type: 'text/javascript' }));
  return new Worker(url);
}

async function unpacked(base64: string): Promise<string> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).text();
}
