import type { Connection } from 'mongoose';
import type { Enrollment } from '../../engine/enrollment.ts';
import type { EnrollmentId, ShopId } from '../../lib/brand.ts';
import { digest } from '../../lib/digest.ts';
import { effectCollection } from './effect.model.ts';
import type { EffectDocument, EffectState } from './effect.model.ts';

export interface EffectRow {
  readonly id: string;
  readonly enrollment: string;
  readonly step: string;
  readonly effect: string;
  readonly state: EffectState;
  readonly attempts: number;
  readonly code?: string | undefined;
  readonly at: Date;
}

/** How one attempt ended; `scheduled` means there is to be another. */
export interface EffectEnding {
  readonly id: string;
  readonly state: Exclude<EffectState, 'running'>;
  readonly code: string;
}

export interface BeginRequest {
  readonly effect: string;
  /** Of the attempt: only its holder may end it. */
  readonly token: string;
  readonly at: Date;
}

export interface EffectsRepository {
  /**
   * Before anything leaves: makes the rows that are missing and takes those that are not final, also one that somebody
   * left `running`. Resolves to all of them by enrollment; the taken ones are `running`, the others came to their end before.
   */
  begin(
    shop: ShopId,
    enrollments: readonly Enrollment[],
    request: BeginRequest,
  ): Promise<ReadonlyMap<EnrollmentId, EffectRow>>;
  end(shop: ShopId, endings: readonly EffectEnding[], request: { token: string; at: Date }): Promise<void>;
  ofEnrollment(shop: ShopId, enrollment: EnrollmentId): Promise<readonly EffectRow[]>;
  deleteAll(shop: ShopId): Promise<void>;
}

const majority = { writeConcern: { w: 'majority' } } as const;

const idOf = ({ shop, id, step }: Enrollment): string => digest(shop, 'effect', id, step);

const toRow = ({ _id, enrollment, step, effect, state, attempts, code, at }: EffectDocument): EffectRow => ({
  id: _id,
  enrollment,
  step,
  effect,
  state,
  attempts,
  code,
  at,
});

const insertOf = (enrollment: Enrollment, { effect, at }: BeginRequest) => ({
  updateOne: {
    filter: { _id: idOf(enrollment) },
    update: {
      $setOnInsert: {
        shop: enrollment.shop,
        enrollment: enrollment.id,
        step: enrollment.step,
        flow: enrollment.flow,
        contact: enrollment.contact,
        effect,
        state: 'scheduled' as const,
        attempts: 0,
        at,
      },
    },
    upsert: true,
  },
});

export const createEffectsRepository = (connection: Connection): EffectsRepository => {
  const rows = effectCollection(connection);

  const take = async (shop: ShopId, ids: string[], { token, at }: BeginRequest): Promise<void> => {
    const open = { _id: { $in: ids }, shop, state: { $in: ['scheduled' as const, 'running' as const] } };
    await rows.updateMany(open, { $set: { state: 'running', token, at }, $inc: { attempts: 1 } }, majority);
  };

  return {
    begin: async (shop, enrollments, request) => {
      const own = enrollments.filter((enrollment) => enrollment.shop === shop);
      if (own.length === 0) return new Map();
      const inserts = own.map((enrollment) => insertOf(enrollment, request));
      await rows.bulkWrite(inserts, { ...majority, ordered: false });
      const ids = own.map(idOf);
      await take(shop, ids, request);
      const found = await rows.find({ _id: { $in: ids }, shop }).toArray();
      const byId = new Map(found.map((document) => [document._id, toRow(document)]));
      return new Map(
        own.flatMap((enrollment) => {
          const row = byId.get(idOf(enrollment));
          return row === undefined ? [] : [[enrollment.id, row] as const];
        }),
      );
    },
    end: async (shop, endings, { token, at }) => {
      if (endings.length === 0) return;
      const operations = endings.map(({ id, state, code }) => ({
        updateOne: {
          filter: { _id: id, shop, token },
          update: { $set: { state, code, at }, $unset: { token: 1 as const } },
        },
      }));
      await rows.bulkWrite(operations, { ...majority, ordered: false });
    },
    ofEnrollment: async (shop, enrollment) => (await rows.find({ shop, enrollment }).toArray()).map(toRow),
    deleteAll: async (shop) => {
      await rows.deleteMany({ shop });
    },
  };
};
