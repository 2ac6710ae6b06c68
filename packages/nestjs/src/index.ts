export { httpExceptionOf } from './http-exception-of';
export { InjectDriver } from './inject-driver.decorator';
export { MillraceModule } from './millrace.module';
export type { FeatureOptions, MillraceOptions, MillraceOptionsFactory } from './millrace-options';
export { runMessages, type RunMessagesOptions } from './run-messages';
export { SseRun } from './sse-run.decorator';
export { getDriverToken, getOverridesToken } from './tokens';
