import type { ShopId } from '../../lib/brand.ts';
import type { Clock } from '../../lib/clock.ts';
import { EncoreError } from '../../lib/errors.ts';
import type { LifeSession } from '../life/life-session.ts';
import type { NewSegment, SegmentChange, SegmentsView, SegmentView } from './segment.contract.ts';
import type { Segment, Segments } from './segments.repository.ts';

export type SegmentOutcome =
  | { readonly kind: 'done'; readonly segment: SegmentView }
  | { readonly kind: 'conflict'; readonly current: SegmentView }
  | { readonly kind: 'not-found' };

/** Conditions that a merchant keeps under names. */
export interface SavedSegments {
  list(shop: ShopId): Promise<SegmentsView>;
  /** What is there under the id stays when it says the same, and is a conflict when it doesn't. */
  create(session: LifeSession, segment: NewSegment): Promise<SegmentOutcome>;
  change(session: LifeSession, id: string, change: SegmentChange): Promise<SegmentOutcome>;
  remove(session: LifeSession, id: string, seen: { readonly rev: number }): Promise<SegmentOutcome>;
}

export interface SavedSegmentsDeps {
  readonly segments: Segments;
  readonly clock: Clock;
}

/** More than that nobody finds again in a list. */
const most = 200;

const viewOf = ({ id, title, where, rev, savedAt }: Segment): SegmentView => ({
  id,
  title,
  where,
  rev,
  savedAt: savedAt.toISOString(),
});

const isSame = (segment: Segment, asked: NewSegment): boolean =>
  segment.title === asked.title && JSON.stringify(segment.where) === JSON.stringify(asked.where);

export const createSavedSegments = ({ segments, clock }: SavedSegmentsDeps): SavedSegments => {
  const current = async (shop: ShopId, id: string): Promise<SegmentOutcome> => {
    const segment = await segments.find(shop, id);
    return segment === undefined ? { kind: 'not-found' } : { kind: 'conflict', current: viewOf(segment) };
  };
  const stamp = ({ user }: LifeSession) => ({
    savedAt: clock.now(),
    ...(user !== undefined && { savedBy: user }),
  });
  return {
    list: async (shop) => {
      const [saved, platform] = await Promise.all([
        segments.list(shop),
        segments.ofPlatform(shop, clock.now()),
      ]);
      return { segments: saved.map(viewOf), platform: [...platform] };
    },
    create: async (session, asked) => {
      const { shop } = session;
      if ((await segments.list(shop)).length >= most)
        throw new EncoreError('request_invalid', { fields: { 'body.id': `a shop keeps ${most} segments` } });
      const segment = { ...asked, rev: 1, ...stamp(session) };
      if (await segments.add(shop, segment)) return { kind: 'done', segment: viewOf(segment) };
      const there = await segments.find(shop, asked.id);
      if (there !== undefined && isSame(there, asked)) return { kind: 'done', segment: viewOf(there) };
      return current(shop, asked.id);
    },
    change: async (session, id, { rev, ...change }) => {
      const changed = await segments.change(session.shop, id, { ...change, ...stamp(session), seen: rev });
      return changed === null ? current(session.shop, id) : { kind: 'done', segment: viewOf(changed) };
    },
    remove: async ({ shop }, id, { rev }) => {
      const segment = await segments.find(shop, id);
      if (segment === undefined) return { kind: 'not-found' };
      return (await segments.remove(shop, id, rev))
        ? { kind: 'done', segment: viewOf(segment) }
        : current(shop, id);
    },
  };
};
