import type { ShopId } from '../lib/brand.ts';
import type { JsonObject } from '../lib/json.ts';
import type { DecisionRecord } from '../engine/decision.ts';
import type { Enrollment } from '../engine/enrollment.ts';
import type { ReactorDeps } from './reactor-deps.ts';

export interface Closing {
  readonly enrollment: Enrollment;
  readonly reason: string;
  readonly detail?: JsonObject | undefined;
}

interface CloseDeps extends Pick<ReactorDeps, 'messages' | 'decisions' | 'clock'> {
  readonly store: Pick<ReactorDeps['store'], 'exit'>;
}

const explained = ({ enrollment, reason, detail }: Closing, at: Date): DecisionRecord => ({
  shop: enrollment.shop,
  flow: enrollment.flow,
  contact: enrollment.contact,
  about: enrollment.about,
  enrollment: enrollment.id,
  step: '',
  kind: 'exited',
  reason,
  at,
  detail,
});

/** A2 and A3 of the protocol, after the fact itself was written. */
export const closeEnrollments = async (
  { store, messages, decisions, clock }: CloseDeps,
  shop: ShopId,
  closings: readonly Closing[],
): Promise<void> => {
  if (closings.length === 0) return;
  const closed: Closing[] = [];
  for (const closing of closings)
    if (await store.exit(closing.enrollment.id, closing.reason)) closed.push(closing);
  await messages.cancelScheduled(
    shop,
    closings.map(({ enrollment }) => enrollment.id),
  );
  const at = clock.now();
  await decisions.record(closed.map((closing) => explained(closing, at)));
};
