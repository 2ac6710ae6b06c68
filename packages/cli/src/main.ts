/** Runs a command line and resolves to the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  return argv.length === 0 ? 2 : 0;
}
