import { z } from 'zod';
import { enrollShop, newDelivery } from './deliveries.ts';

export interface BareRow {
  readonly _id: string;
  readonly shop: string;
  readonly at: Date;
  readonly [field: string]: unknown;
}

const payloadSchema = z.record(z.string(), z.unknown());

/** The delivery as it came, parsed: what anybody would keep of it first. */
export const deliveryRow = (round: number, number: number, at: Date): BareRow => {
  const { deliveryId, body } = newDelivery(round, number, at);
  const payload: unknown = JSON.parse(body.toString());
  return { _id: `${enrollShop}/${deliveryId}`, shop: enrollShop, at, payload: payloadSchema.parse(payload) };
};

/** As much as a store event says. */
export const eventRow = (round: number, number: number, at: Date): BareRow => {
  const token = `checkout-${round}-${number}`;
  const data = {
    token,
    cartToken: `${token}-cart`,
    productIds: ['632910392'],
    lines: 4,
    total: '192.00',
    createdAt: at.toISOString(),
    completedAt: null,
  };
  return {
    _id: `${enrollShop}/${token}`,
    shop: enrollShop,
    type: 'checkout.updated',
    about: token,
    contact: `person-${round}-${number}`,
    at,
    data,
    sources: ['webhook'],
  };
};
