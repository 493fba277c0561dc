import { digest } from '../../../lib/digest.ts';
import type { EnrollmentId } from '../../../lib/brand.ts';
import type { Enrollment } from '../../../engine/enrollment.ts';
import type { EffectRow, EffectsRepository } from '../../acts/effects.repository.ts';

const idOf = ({ shop, id, step }: Enrollment): string => digest(shop, 'effect', id, step);

const isOpen = ({ state }: EffectRow): boolean => state === 'scheduled' || state === 'running';

/** The ledger of acts: one row per enrollment and step. */
export const createMemoryEffects = (): Pick<EffectsRepository, 'begin' | 'end'> => {
  const rows = new Map<string, EffectRow>();
  return {
    begin: async (_shop, enrollments, { effect, at }) =>
      new Map(
        enrollments.map((enrollment): [EnrollmentId, EffectRow] => {
          const id = idOf(enrollment);
          const { id: whose, step } = enrollment;
          const fresh = { id, enrollment: whose, step, effect, state: 'scheduled', attempts: 0, at } as const;
          const before = rows.get(id) ?? fresh;
          const row = isOpen(before)
            ? { ...before, state: 'running' as const, attempts: before.attempts + 1, at }
            : before;
          rows.set(id, row);
          return [whose, row];
        }),
      ),
    end: async (_shop, endings, { at }) => {
      for (const ending of endings) {
        const row = rows.get(ending.id);
        if (row !== undefined) rows.set(ending.id, { ...row, ...ending, at });
      }
    },
  };
};
