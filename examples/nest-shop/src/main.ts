import 'reflect-metadata';
import { ConfigService } from '@nestjs/config';
import { NestFactory } from '@nestjs/core';

import { ShopModule } from './shop.module';

async function main(): Promise<void> {
  const app = await NestFactory.create(ShopModule);
  app.enableShutdownHooks();
  await app.listen(app.get(ConfigService).getOrThrow<number>('PORT'));
  console.log(`Try ${await app.getUrl()}/metrics?from=2026-01-01&to=2026-06-30, or /metrics/progress with the same dates.`);
}

void main();
