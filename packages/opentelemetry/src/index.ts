export { openTelemetry } from './open-telemetry';
export type { OpenTelemetryOptions } from './options';
