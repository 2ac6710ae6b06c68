import { Body, Controller, Post } from '@nestjs/common';

import { ZodPipe } from '../zod.pipe';
import { newOrder, type NewOrder, type Order } from './order';
import { OrderRepository } from './order.repository';

@Controller('orders')
export class OrdersController {
  constructor(private readonly orders: OrderRepository) {}

  @Post()
  add(@Body(new ZodPipe(newOrder)) added: NewOrder): Order {
    return this.orders.add(added);
  }
}
