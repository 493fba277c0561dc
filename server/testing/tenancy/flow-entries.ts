import { createEffectsRepository } from '../../flows/acts/effects.repository.ts';
import { createCompanionsRepository } from '../../flows/companions/companions.repository.ts';
import { createDatedContacts } from '../../flows/date-property/dated-contacts.repository.ts';
import { createFlowDraftRepository } from '../../flows/drafts/flow-draft.repository.ts';
import { createFlowVersionRepository } from '../../flows/flow-version.repository.ts';
import { createFlowRepository } from '../../flows/flow.repository.ts';
import type { FlowRepository } from '../../flows/flow.repository.ts';
import { createFlowCommandsRepository } from '../../flows/life/flow-commands.repository.ts';
import { createFlowMovesRepository } from '../../flows/life/flow-moves.repository.ts';
import type { Inclusion } from '../../flows/past/inclusion.ts';
import { createFlowInclusionsRepository } from '../../flows/past/flow-inclusions.repository.ts';
import { createReorderIntervalsRepository } from '../../flows/timing/reorder-intervals.repository.ts';
import { createSegments } from '../../flows/segments/segments.repository.ts';
import type { Segment } from '../../flows/segments/segments.repository.ts';
import { createSegmentQuery } from '../../flows/segments/segment-query.repository.ts';
import { createSegmentMembersRepository } from '../../flows/triggers/segment-members.repository.ts';
import { freshEnrollment } from '../../engine/fresh-enrollment.ts';
import type { Flow } from '../../flows/flow.ts';
import type { ShopId } from '../../lib/brand.ts';
import { mail, programOf, waitingIn } from '../flows/life-world.ts';
import { aModel, aShopTiming } from '../flows/timing-builders.ts';
import { entry } from './entry.ts';
import type { Known } from './entry.ts';

const flowOf = (shop: ShopId, { flow, at }: Known): Flow => ({
  shop,
  id: flow,
  kind: 'abandoned-checkout',
  title: 'Cart',
  status: 'live',
  version: 1,
  rev: 0,
  createdAt: at,
  updatedAt: at,
});

const versionOf = (shop: ShopId, { flow, at }: Known, version = 1) => ({
  shop,
  flow,
  version,
  program: programOf([mail('a')]),
  createdAt: at,
});

const companion = {
  productId: 'p2',
  score: 1,
  lift: 2,
  orders: 3,
  followers: 0,
  direction: 'together',
  medianGapDays: 0,
} as const;

const inclusionOf = (shop: ShopId, { flow, at }: Known): Inclusion => ({
  id: 'include-1',
  shop,
  flow,
  state: 'running',
  perDay: 5,
  startedAt: at,
  days: {},
  entered: 0,
  leftOut: 0,
});

const requestOf = ({ at }: Known) => ({ effect: 'tag', token: 't', at });
const watchedOf = (shop: ShopId, { flow }: Known) => ({ shop, flow });
const memberOf = ({ contact, at }: Known) => ({
  contact,
  since: at,
  before: false,
  pending: true,
  left: false,
});

const aSegment: Omit<Segment, 'savedAt'> = {
  id: 'buyers',
  title: 'Buyers',
  where: { property: 'isCustomer', is: 'equals', value: true },
  rev: 1,
};

export const flowEntries = [
  entry({
    file: 'server/flows/acts/effects.repository.ts',
    create: createEffectsRepository,
    calls: {
      begin: {
        kind: 'fill',
        args: (shop, known) => [
          shop,
          [{ ...freshEnrollment(waitingIn('a', 'effect', { shop })), id: known.enrollment }],
          requestOf(known),
        ],
      },
      ofEnrollment: { kind: 'read', args: (shop, { enrollment }) => [shop, enrollment] },
      end: { kind: 'change', args: (shop, { at }) => [shop, [], { token: 't', at }] },
      deleteAll: { kind: 'change', args: (shop) => [shop] },
    },
  }),
  entry({
    file: 'server/flows/companions/companions.repository.ts',
    create: createCompanionsRepository,
    calls: {
      replace: {
        kind: 'fill',
        args: (shop, { at }) => [
          shop,
          new Map([['p1', { companions: [companion], popularNext: ['p2'] }]]),
          at,
        ],
      },
      find: { kind: 'read', args: (shop) => [shop, ['p1']] },
      choose: {
        kind: 'change',
        args: (shop, { at }) => [
          shop,
          { productId: 'p1', rev: 0, choice: { pins: ['p3'], bans: [] }, at, by: 'u' },
        ],
      },
      deleteAll: { kind: 'change', args: (shop) => [shop] },
    },
  }),
  entry({
    file: 'server/flows/date-property/dated-contacts.repository.ts',
    create: createDatedContacts,
    calls: {
      withDate: {
        kind: 'read',
        args: (shop) => [shop, { property: 'properties.birthday', days: ['03-02'] }],
      },
    },
  }),
  entry({
    file: 'server/flows/segments/segments.repository.ts',
    create: createSegments,
    calls: {
      add: { kind: 'fill', args: (shop, { at }) => [shop, { ...aSegment, savedAt: at }] },
      list: { kind: 'read', args: (shop) => [shop] },
      find: { kind: 'read', args: (shop) => [shop, aSegment.id] },
      ofPlatform: { kind: 'read', args: (shop, { at }) => [shop, at] },
      change: {
        kind: 'change',
        args: (shop, { at }) => [shop, aSegment.id, { seen: 1, title: 'Mine', savedAt: at }],
      },
      remove: { kind: 'change', args: (shop) => [shop, aSegment.id, 1] },
    },
    exempt: { ensureIndexes: 'makes indexes' },
  }),
  entry({
    file: 'server/flows/drafts/flow-draft.repository.ts',
    create: createFlowDraftRepository,
    calls: {
      save: {
        kind: 'fill',
        args: (shop, { flow, at }) => [
          shop,
          flow,
          { seen: 0, draft: { program: programOf([mail('a')]), base: 1, savedAt: at } },
        ],
      },
      find: { kind: 'read', args: (shop, { flow }) => [shop, flow] },
      discard: { kind: 'change', args: (shop, { flow }) => [shop, flow, 1] },
      deleteAll: { kind: 'change', args: (shop) => [shop] },
    },
  }),
  entry({
    file: 'server/flows/flow-version.repository.ts',
    create: createFlowVersionRepository,
    calls: {
      findMany: { kind: 'read', args: (shop, { flow }) => [shop, [{ flow, version: 1 }]] },
      list: { kind: 'read', args: (shop, { flow }) => [shop, flow] },
      insertMissing: { kind: 'change', args: (shop, known) => [shop, [versionOf(shop, known)]] },
      append: { kind: 'change', args: (shop, known) => [shop, versionOf(shop, known, 2)] },
      discard: { kind: 'change', args: (shop, { flow }) => [shop, { flow, version: 1 }] },
    },
  }),
  entry<FlowRepository>({
    file: 'server/flows/flow.repository.ts',
    create: (connection) => createFlowRepository(connection),
    calls: {
      list: { kind: 'read', args: (shop) => [shop] },
      find: { kind: 'read', args: (shop, { flow }) => [shop, flow] },
      change: {
        kind: 'change',
        args: (shop, { flow, at }) => [
          shop,
          flow,
          { rev: 0, status: 'paused', at, act: { kind: 'pause', detail: {} } },
        ],
      },
      insertMissing: { kind: 'change', args: (shop, known) => [shop, [flowOf(shop, known)]] },
      create: { kind: 'change', args: (shop, known) => [shop, flowOf(shop, known), undefined] },
    },
  }),
  entry({
    file: 'server/flows/life/flow-commands.repository.ts',
    create: createFlowCommandsRepository,
    calls: {
      list: { kind: 'read', args: (shop, { flow }) => [shop, { flow, limit: 10 }] },
      append: {
        kind: 'change',
        args: (shop, { flow, at }) => [shop, [{ shop, flow, rev: 0, at, kind: 'pause', detail: {} }]],
      },
    },
  }),
  entry({
    file: 'server/flows/life/flow-moves.repository.ts',
    create: createFlowMovesRepository,
    calls: {
      insert: {
        kind: 'fill',
        args: (shop, { flow, at }) => [
          shop,
          { id: 'move-1', shop, flow, to: 1, state: 'running', moved: 0, stays: [], startedAt: at },
        ],
      },
      find: { kind: 'read', args: (shop) => [shop, 'move-1'] },
      running: { kind: 'read', args: (shop, { flow }) => [shop, flow] },
      count: { kind: 'change', args: (shop) => [shop, 'move-1', 5] },
      end: { kind: 'change', args: (shop, { at }) => [shop, 'move-1', { state: 'done', stays: [], at }] },
      discard: { kind: 'change', args: (shop) => [shop, 'move-1'] },
    },
  }),
  entry({
    file: 'server/flows/past/flow-inclusions.repository.ts',
    create: createFlowInclusionsRepository,
    calls: {
      insert: { kind: 'fill', args: (shop, known) => [shop, inclusionOf(shop, known)] },
      find: { kind: 'read', args: (shop) => [shop, 'include-1'] },
      running: { kind: 'read', args: (shop, { flow }) => [shop, flow] },
      note: { kind: 'change', args: (shop) => [shop, 'include-1', { days: {}, entered: 7, leftOut: 0 }] },
      end: { kind: 'change', args: (shop, { at }) => [shop, 'include-1', { state: 'done', at }] },
      discard: { kind: 'change', args: (shop) => [shop, 'include-1'] },
    },
  }),
  entry({
    file: 'server/flows/segments/segment-query.repository.ts',
    create: createSegmentQuery,
    calls: {
      matching: {
        kind: 'read',
        args: (shop, { at, contact }) => [shop, { all: [] }, { now: at, among: [contact] }],
      },
    },
  }),
  entry({
    file: 'server/flows/timing/reorder-intervals.repository.ts',
    create: createReorderIntervalsRepository,
    calls: {
      replace: {
        kind: 'fill',
        args: (shop, { at }) => [
          shop,
          { products: [{ model: aModel('p1'), curve: [] }], shop: aShopTiming(), at },
        ],
      },
      noteLearned: { kind: 'fill', args: (shop) => [shop, 'orders so far'] },
      learnedFrom: { kind: 'read', args: (shop) => [shop] },
      timingsOf: { kind: 'read', args: (shop) => [shop, ['p1']] },
      shopTiming: { kind: 'read', args: (shop) => [shop] },
      find: { kind: 'read', args: (shop) => [shop, ['p1']] },
      list: { kind: 'read', args: (shop) => [shop, { limit: 10 }] },
      add: { kind: 'change', args: (shop) => [shop, 'order-9', [aModel('p1', { n: 99 })]] },
      say: {
        kind: 'change',
        args: (shop, { at }) => [shop, { productId: 'p1', rev: 0, merchant: { days: 9 }, at, by: 'u' }],
      },
      deleteAll: { kind: 'change', args: (shop) => [shop] },
    },
  }),
  entry({
    file: 'server/flows/triggers/segment-members.repository.ts',
    create: createSegmentMembersRepository,
    calls: {
      watch: { kind: 'fill', args: (shop, known) => [watchedOf(shop, known), 1, known.at] },
      add: { kind: 'fill', args: (shop, known) => [watchedOf(shop, known), [memberOf(known)]] },
      watched: { kind: 'read', args: (shop, known) => [watchedOf(shop, known)] },
      list: { kind: 'read', args: (shop, known) => [watchedOf(shop, known)] },
      find: { kind: 'read', args: (shop, known) => [watchedOf(shop, known), known.contact] },
      confirm: { kind: 'change', args: (shop, known) => [watchedOf(shop, known), [known.contact]] },
      leave: { kind: 'change', args: (shop, known) => [watchedOf(shop, known), [known.contact]] },
      rejoin: { kind: 'change', args: (shop, known) => [watchedOf(shop, known), [memberOf(known)]] },
    },
  }),
];
