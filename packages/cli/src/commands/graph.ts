import { Option } from 'commander';
import type { GraphJson } from '@millrace/core';
import { addLookOptions, lookOf, type LookOptions } from '../drawing/draw-options';
import { formatNames, pictureFormat } from '../drawing/picture-format';
import { writePicture } from '../drawing/write-picture';
import { loadedFiles, Places } from '../loading/find-places';
import { shortPath } from '../terminal/place-in-stack';
import { driverOf, loadProject } from '../loading/load-project';
import { placeOfNode } from '../loading/place-of-node';
import type { PictureFormat } from '../pictures';
import { selectNodes } from '../selecting/select-nodes';
import { wantedNodes, type Selection } from '../selecting/wanted-nodes';
import { CliError } from '../terminal/cli-error';
import { exitCodes } from '../terminal/exit-codes';
import type { AddCommand } from './command-context';
import { addModules, addProjectOptions, collectNames, type SharedOptions } from './project-options';

interface GraphOptions extends SharedOptions, LookOptions, Omit<Selection, 'path'> {
  readonly output?: string;
  readonly format?: PictureFormat;
  readonly path?: readonly string[];
}

/** `millrace graph`: the graph, or a part of it, as a picture. */
export const addGraph: AddCommand = (program, { terminal, action }) => {
  const command = addModules(program.command('graph'))
    .description('draw the graph, or a part of it')
    .option('-o, --output <file>', 'where to: .svg, .png, .mmd, .dot, .json or .html; default: stdout')
    .addOption(
      new Option('-f, --format <format>', 'the format, where the file does not say it; on stdout Mermaid (mmd)').choices(formatNames),
    )
    .addOption(new Option('--outputs <names>', 'only what these outputs need').argParser(collectNames))
    .addOption(new Option('--upstream-of <names>', 'only these nodes and what they depend on').argParser(collectNames))
    .addOption(new Option('--downstream-of <names>', 'only these nodes and what depends on them').argParser(collectNames))
    .option('--path <from-to...>', 'only what lies between two nodes: --path orders revenue');
  addProjectOptions(addLookOptions(command)).action(
    action(async (modules: string[], { output, format, outputs, upstreamOf, downstreamOf, path, ...options }: GraphOptions) => {
      const chosen = pictureFormat(output, format);
      const [ends, more] = splitPath(path);
      const project = await loadProject([...modules, ...more], options, terminal);
      const driver = driverOf(project);
      const wanted = wantedNodes(driver, { outputs, upstreamOf, downstreamOf, path: ends });
      const whole: GraphJson = driver.graph.toJSON();
      const places = new Places(loadedFiles(project.files));
      const { renderGraph } = await import('../pictures/index.js');
      const picture = await renderGraph(wanted === undefined ? whole : selectNodes(whole, wanted), chosen, {
        ...lookOf(options),
        placeOf: ({ name }) => {
          const place = placeOfNode(driver, name, places);
          return place && `${shortPath(place.file, terminal.cwd)}:${place.line}`;
        },
      });
      await writePicture(picture, output, terminal);
      return exitCodes.done;
    }),
  );
};

/** Both ends of the path; what follows them on the command line are modules. */
function splitPath(path: readonly string[] | undefined): [ends: readonly [string, string] | undefined, more: readonly string[]] {
  if (path === undefined) return [undefined, []];
  const [from, to, ...more] = path.flatMap((text, at) => (at < 2 ? collectNames(text) : [text]));
  if (from === undefined || to === undefined) throw new CliError('--path takes two names.', { hint: 'For example: --path orders revenue' });
  return [[from, to], more];
}
