import type { ShopId } from '../../lib/brand.ts';

export interface LifeSession {
  readonly shop: ShopId;
  /** The platform's id of the staff member. */
  readonly user?: string | undefined;
}
