import { MillraceError } from './millrace-error';

/** The run was cancelled; `cause` is the reason its signal was aborted with. */
export class RunAbortedError extends MillraceError {
  constructor(reason: unknown, detail = '', also: readonly MillraceError[] = []) {
    super(
      'RUN_ABORTED',
      `The run was aborted${reason instanceof Error ? `: ${reason.message}` : typeof reason === 'string' ? `: ${reason}` : ''}.${detail}`,
      { cause: reason, also },
    );
  }
}
