import 'reflect-metadata';
import type { Server } from 'node:http';
import type { INestApplication } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { Test, type TestingModuleBuilder } from '@nestjs/testing';
import { getOverridesToken } from '@millrace/nestjs';
import request from 'supertest';

import { SalesMetrics, type SalesReport } from './metrics/sales-metrics';
import { sampleOrders } from './orders/sample-orders';
import { ShopModule } from './shop.module';

const quarter = { from: '2026-01-01', to: '2026-03-31' };
let app: INestApplication<Server>;

async function start(adjust: (builder: TestingModuleBuilder) => TestingModuleBuilder = (builder) => builder): Promise<void> {
  const testing = await adjust(Test.createTestingModule({ imports: [ShopModule] })).compile();
  app = testing.createNestApplication({ logger: false });
  await app.init();
}

describe('the shop', () => {
  beforeAll(() => start());
  afterAll(() => app.close());

  it('computes the metrics of a period', async () => {
    const { body } = await request(app.getHttpServer()).get('/metrics').query(quarter).expect(200);

    const report = body as SalesReport;
    const orders = [...sampleOrders(2000)].filter(({ orderedOn }) => orderedOn >= quarter.from && orderedOn <= quarter.to);
    const north = orders.filter(({ region }) => region === 'north');
    const revenueOf = (some: typeof orders): number =>
      some.filter(({ returned }) => !returned).reduce((sum, { price, quantity }) => sum + price * quantity, 0) / 100;
    expect(report).toMatchObject({ ...quarter, currency: 'EUR' });
    expect(report.revenue).toBeCloseTo(revenueOf(orders), 6);
    expect(report.regions).toHaveLength(4);
    expect(report.regions.find(({ region }) => region === 'north')).toEqual({
      region: 'north',
      orders: north.length,
      revenue: expect.closeTo(revenueOf(north), 6) as number,
      share: expect.closeTo(revenueOf(north) / revenueOf(orders), 6) as number,
      returnRate: expect.closeTo(north.filter(({ returned }) => returned).length / north.length, 6) as number,
    });
    expect(report.bestSellers).toHaveLength(3);
  });

  it('takes orders, and counts them', async () => {
    const lastDay = { from: '2026-06-30', to: '2026-06-30' };
    const order = { region: 'west', product: 'wheel', quantity: 2, price: 1250, orderedOn: '2026-06-30' };
    const revenue = async (): Promise<number> =>
      ((await request(app.getHttpServer()).get('/metrics').query(lastDay)).body as SalesReport).revenue;
    const before = await revenue();

    await request(app.getHttpServer())
      .post('/orders')
      .send(order)
      .expect(201, { id: 2001, ...order, returned: false });

    expect(await revenue()).toBeCloseTo(before + 25, 6);
  });

  it('answers 400 to what it cannot take, and says why', async () => {
    const order = { region: 'moon', product: '', quantity: 0.5, price: 1, orderedOn: 'today' };

    const { body: ofOrder } = await request(app.getHttpServer()).post('/orders').send(order).expect(400);
    const { body: ofQuery } = await request(app.getHttpServer()).get('/metrics').query({ from: quarter.to, to: quarter.from }).expect(400);

    const paths = (ofOrder as { problems: string[] }).problems.map((problem) => problem.split(':')[0]);
    expect(paths).toEqual(['region', 'product', 'quantity', 'orderedOn']);
    expect(ofQuery).toMatchObject({ problems: ['to: is before "from"'] });
  });

  it('answers 404 where a node finds nothing', async () => {
    const { body } = await request(app.getHttpServer()).get('/metrics').query({ from: '1999-01-01', to: '1999-12-31' }).expect(404);

    expect(body).toMatchObject({ message: 'Nothing was ordered from 1999-01-01 to 1999-12-31.' });
  });

  it('tells of its progress', async () => {
    const { text, headers } = await request(app.getHttpServer()).get('/metrics/progress').query(quarter).expect(200);

    expect(headers['content-type']).toContain('text/event-stream');
    const types = new Set([...text.matchAll(/^event: (.*)$/gm)].map(([, type]) => type));
    expect([...types]).toEqual(['run-started', 'progress', 'run-finished']);
    expect(text).toContain('{"fanOuts":{"region":{"started":4,"done":4,"failed":0,"dropped":0}}}');
  });

  it('keeps a report at hand that a schedule refreshes', async () => {
    await request(app.getHttpServer()).get('/metrics/latest').expect(404);

    await app.get(SchedulerRegistry).getCronJob('metrics').fireOnTick();

    const { body } = await request(app.getHttpServer()).get('/metrics/latest').expect(200);
    expect(body).toMatchObject({ from: '2026-01-01', to: '2026-06-30', currency: 'EUR' });
  });
});

it('a node is replaced by name', async () => {
  await start((builder) => builder.overrideProvider(getOverridesToken(SalesMetrics)).useValue({ revenue: 10 }));

  const { body } = await request(app.getHttpServer()).get('/metrics').query(quarter).expect(200);

  expect(body).toMatchObject({ revenue: 40, regions: [{ share: 0.25 }, { share: 0.25 }, { share: 0.25 }, { share: 0.25 }] });
  await app.close();
});
