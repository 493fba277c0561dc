import type { Request, Response } from 'express';
import type { FakeShopify } from '../../../../testing/fake-shopify/create-fake-shopify.ts';
import type { ShopTime } from '../live/shop-time.ts';
import type { Visitors } from '../live/visitors.ts';
import { layout } from '../pages/layout.ts';
import type { Page } from '../pages/layout.ts';
import type { ShopWindow } from '../pages/shop-window.ts';

/** What every storefront route works with. */
export interface ShopContext {
  readonly far: Pick<FakeShopify, 'store' | 'floor' | 'sender'>;
  readonly time: ShopTime;
  readonly visitors: Visitors;
}

export const windowOf = (context: ShopContext, request: Request, response: Response): ShopWindow => ({
  store: context.far.store,
  time: context.time,
  visitor: context.visitors.of(request, response),
});

export const sendPage = (response: Response, window: ShopWindow, page: Page): void => {
  response
    .status(page.status ?? 200)
    .type('html')
    .send(layout(window, page));
};
