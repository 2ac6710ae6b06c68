import type { Fault } from '../errors/fault';
import { invalidOutput, outputsNotAList } from '../errors/request-faults';
import type { OutputRequest } from './run-request';

/** The outputs of a request as data, and what is wrong with the list itself. `read` tells what one entry asks for. */
export function readOutputs(
  given: unknown,
  read: (entry: unknown) => OutputRequest | undefined,
): { outputs: OutputRequest[]; faults: Fault[] } {
  if (!Array.isArray(given)) return { outputs: [], faults: [outputsNotAList(given)] };
  const outputs = new Map<string, OutputRequest>();
  const faults: Fault[] = [];
  for (const [index, entry] of Array.from<unknown>(given).entries()) {
    const output = read(entry);
    if (output === undefined || output.name === '') faults.push(invalidOutput(index, entry));
    else outputs.set(`${String(output.each)} ${output.name}`, output);
  }
  return { outputs: [...outputs.values()], faults };
}
