export { MillraceHealthIndicator, type HealthLimits } from './millrace.health';
