import { Inject, type Type } from '@nestjs/common';
import { getDriverToken } from './tokens';

/**
 * Injects a driver that the module gets from `MillraceModule.forFeature`: the one that has a dataflow class, the one with a
 * name, or the one without. Declare it as `Driver<[typeof SalesMetrics]>`, with all classes that you ask for.
 *
 * @example
 * \@Controller('metrics')
 * class MetricsController {
 *   constructor(@InjectDriver(SalesMetrics) private readonly driver: Driver<[typeof SalesMetrics]>) {}
 *
 *   \@Get()
 *   metrics() { return this.driver.execute(['revenue', 'returns']); }
 * }
 */
export function InjectDriver(of?: string | Type<object>): PropertyDecorator & ParameterDecorator {
  return Inject(getDriverToken(of));
}
