import type { ContactId, ShopId } from '../lib/brand.ts';
import type { JsonObject } from '../lib/json.ts';
import type { Enrollment } from '../engine/enrollment.ts';
import type { FlowProgram } from '../engine/program.ts';
import type { MailContent } from '../mail/flow-port.ts';
import type { SkipReason } from '../mail/message.ts';
import type { Order } from '../shop/catalog.ts';
import type { Shop } from '../shop/shop.ts';
import type { StoreEvent } from '../shop/store-event.ts';

/** A store event that starts (or moves) an enrollment of this kind of flow. */
export interface TriggerMatch {
  readonly contact: ContactId;
  readonly about: string;
  readonly occurrence: string;
  readonly anchorAt: Date;
  readonly variables: JsonObject;
}

/** A waiting enrollment of this kind that the event moves to another anchor (re-timed by fulfilment, later activity). */
export interface Preset {
  readonly key: string;
  readonly title: string;
  /** One plain sentence for the merchant. */
  readonly summary: string;
  readonly program: FlowProgram;
}

/** One folder per kind of flow; everything the engine and mail do not know about it. */
export interface FlowKind {
  readonly key: string;
  readonly preset: Preset;
  /** Which enrollments a store event opens or re-anchors; empty when it has nothing to do with this kind. */
  match(event: StoreEvent, program: FlowProgram): Promise<readonly TriggerMatch[]>;
  /** Whether this order settles the enrollment. Never compares with the time of entry. Test orders are left out before. */
  settledBy(order: Order, enrollment: Enrollment): boolean;
  /** Content for a batch of one shop, from facts read now. */
  content(
    shop: Shop,
    enrollments: readonly Enrollment[],
    now: Date,
  ): Promise<ReadonlyMap<string, MailContent | { readonly none: SkipReason }>>;
}

export type FlowStatus = 'draft' | 'live' | 'paused' | 'archived';

export interface Flow {
  readonly shop: ShopId;
  readonly id: string;
  readonly kind: string;
  readonly status: FlowStatus;
  readonly version: number;
}
