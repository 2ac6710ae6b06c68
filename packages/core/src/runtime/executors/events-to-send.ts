import { describeThrown } from '../../errors/describe-thrown';
import type { RunEvent } from '../run-event';
import { canClone } from './can-clone';
import type { SentEvent } from './sent';
import { receiveThrown, sendThrown } from './sent-thrown';

/** Makes data of an event. What a node has logged and cannot be cloned is described. */
export function sendEvent(event: RunEvent): SentEvent {
  if ('error' in event) return { event: { ...event, error: undefined }, thrown: sendThrown(event.error) };
  if (event.type === 'log' && !canClone(event.data)) return { event: { ...event, data: describeThrown(event.data) }, thrown: undefined };
  return { event, thrown: undefined };
}

/** Makes an event of data. */
export function receiveEvent({ event, thrown }: SentEvent): RunEvent {
  return 'error' in event && thrown !== undefined ? { ...event, error: receiveThrown(thrown) } : event;
}
