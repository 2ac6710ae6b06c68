import type { Verdict } from '../../types/validation';
import type { Check, Finding } from './check';
import type { Column } from './column';

/** The verdict of a check on all columns that it is for. */
export function judgeColumns(columns: readonly Column[], check: Check, argument: never): Required<Verdict> {
  const judged = columns.filter((column) => isFor(check.holds, column));
  if (judged.length === 0 && columns.length > 0)
    return { passes: false, message: `no field holds a ${check.holds ?? 'value'}`, diagnostics: {} };
  const findings = judged.map((column) => [column.label, check.judge(column, argument)] as const);
  const problems = findings.flatMap(([label, { problem }]) =>
    problem === undefined ? [] : [label === '' ? problem : `${label}: ${problem}`],
  );
  return {
    passes: problems.length === 0,
    message: problems.length === 0 ? check.describe(argument) : problems.join('; '),
    diagnostics: diagnosticsOf(findings),
  };
}

/** Fields are judged where they hold what the check is about; a value without fields always is. */
function isFor(holds: Check['holds'], { label, values }: Column): boolean {
  if (holds === undefined || label === '') return true;
  return values.some((value) => typeof value === holds || (holds === 'number' && typeof value === 'bigint'));
}

function diagnosticsOf(findings: readonly (readonly [label: string, finding: Finding])[]): Verdict['diagnostics'] & object {
  const [first] = findings;
  return findings.length === 1 && first?.[0] === ''
    ? first[1].diagnostics
    : Object.fromEntries(findings.map(([label, { diagnostics }]) => [label, diagnostics]));
}
