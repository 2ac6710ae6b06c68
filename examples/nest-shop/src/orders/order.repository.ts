import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { Database } from 'node-sqlite3-wasm';

import { order, type NewOrder, type Order } from './order';
import { sampleOrders } from './sample-orders';

/** Days as `2026-06-30`, both included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

const table = `CREATE TABLE IF NOT EXISTS orders (
  id INTEGER PRIMARY KEY, region TEXT NOT NULL, product TEXT NOT NULL, quantity INTEGER NOT NULL,
  price INTEGER NOT NULL, orderedOn TEXT NOT NULL, returned INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS orders_by_region ON orders (region, orderedOn)`;

const inserting = `INSERT INTO orders (region, product, quantity, price, orderedOn, returned)
VALUES (:region, :product, :quantity, :price, :orderedOn, :returned) RETURNING *`;

const inPeriod = 'orderedOn BETWEEN :from AND :to';

/** The orders, in SQLite. */
@Injectable()
export class OrderRepository implements OnApplicationShutdown {
  readonly #database: Database;

  constructor(config: ConfigService) {
    this.#database = new Database(config.getOrThrow<string>('DATABASE'));
    this.#database.exec(table);
    if (this.#database.get('SELECT id FROM orders LIMIT 1') === null) this.#addSamples(config.getOrThrow<number>('SAMPLE_ORDERS'));
  }

  add(added: NewOrder): Order {
    return order.parse(this.#database.get(inserting, named(added)));
  }

  /** The regions that have orders in a period. */
  regions(period: Period): string[] {
    const rows = this.#database.all(`SELECT DISTINCT region FROM orders WHERE ${inPeriod} ORDER BY region`, named(period));
    return rows.map((row) => String(row['region']));
  }

  ordersOf(region: string, period: Period): Order[] {
    return this.#database
      .all(`SELECT * FROM orders WHERE region = :region AND ${inPeriod}`, named({ region, ...period }))
      .map((row) => order.parse(row));
  }

  /** From the first order to the last. */
  wholeTime(): Period {
    const { from, to } = this.#database.get('SELECT min(orderedOn) AS "from", max(orderedOn) AS "to" FROM orders') ?? {};
    return { from: String(from), to: String(to) };
  }

  onApplicationShutdown(): void {
    this.#database.close();
  }

  #addSamples(count: number): void {
    this.#database.exec('BEGIN');
    const statement = this.#database.prepare(inserting);
    for (const sample of sampleOrders(count)) statement.get(named(sample));
    statement.finalize();
    this.#database.exec('COMMIT');
  }
}

type Value = string | number | boolean;

/** The names of parameters in a query begin with a colon. */
function named(values: Readonly<Record<string, Value>> | Period): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).map(([name, value]: [string, Value]) => [`:${name}`, value]));
}
