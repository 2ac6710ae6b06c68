/** What the texts of the library cannot know: how one says it on the command line. Undefined where there is nothing to add. */
export function hintFor(codes: readonly string[]): string | undefined {
  const hints = Object.entries(hintsByCode).flatMap(([code, hint]) => (codes.includes(code) ? [hint] : []));
  return hints.length === 0 ? undefined : hints.join('\n');
}

const hintsByCode: Readonly<Record<string, string>> = {
  POWER_USER_MODE: 'On the command line: --set millrace.enablePowerUserMode=true',
  MISSING_CONFIG: 'On the command line, config comes from --config <file> and --set <key>=<value>.',
  MISSING_INPUT: 'On the command line, inputs come from --inputs <file>, or from stdin with --inputs -.',
  OUTPUT_IN_FAN_OUT: 'On the command line: -o each:<name>',
  DUPLICATE_NODE: 'All dataflow classes that the modules export are taken; --class <name> takes only those that it names.',
  UNKNOWN_POOL: 'On the command line, pools come from "pools" in millrace.config.*, such as { "model": 8 }.',
  UNKNOWN_EXECUTOR: 'On the command line, executors are named by "executors" in millrace.config.*; it runs their items in its own process.',
  NODE_FAILED: '--verbose shows the stack trace of what the node threw.',
};
