import { Module } from '@nestjs/common';

import { OrderRepository } from './order.repository';
import { OrdersController } from './orders.controller';

@Module({ providers: [OrderRepository], controllers: [OrdersController], exports: [OrderRepository] })
export class OrdersModule {}
