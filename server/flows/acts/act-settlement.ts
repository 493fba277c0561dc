import type { DecisionKind, DecisionRecord } from '../../engine/decision.ts';
import type { EffectRequest } from '../../engine/effect.ts';
import type { ActResult } from './act-performer.ts';
import type { EffectEnding, EffectRow } from './effects.repository.ts';

const minuteMs = 60_000;

/** After the first try, the second, … Eight and a half hours in all; then it has failed and the flow goes on. */
const waitsMs = [1, 5, 30, 120, 360].map((minutes) => minutes * minuteMs);

/** `attempts` counts the present one. */
export const endingOf = ({ id, attempts }: EffectRow, { kind, code }: ActResult): EffectEnding => {
  if (kind !== 'again') return { id, state: kind, code };
  return { id, state: attempts > waitsMs.length ? 'failed' : 'scheduled', code };
};

export const nextTryAt = ({ attempts }: EffectRow, now: Date): Date =>
  new Date(now.getTime() + (waitsMs[attempts - 1] ?? 0));

/** An act that was carried out is `moved`: the flow went on because of it. */
const kinds: Readonly<Record<EffectEnding['state'], DecisionKind>> = {
  done: 'moved',
  skipped: 'skipped',
  failed: 'failed',
  scheduled: 'deferred',
};

export const explanationOf = (
  { enrollment }: EffectRequest,
  { id: effect, state, code: reason }: EffectEnding,
  at: Date,
): DecisionRecord => {
  const { shop, flow, contact, about, id, step } = enrollment;
  const detail = { effect };
  return { shop, flow, contact, about, enrollment: id, step, kind: kinds[state], reason, at, detail };
};
