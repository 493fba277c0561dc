import { buildEntry } from '../engine/entry.ts';
import type { Enrollment } from '../engine/enrollment.ts';
import type { NewEnrollment } from '../engine/engine-store.ts';
import { versionKey } from '../engine/ports.ts';
import type { FlowProgram } from '../engine/program.ts';
import { loadContactFacts } from './contact-facts.ts';
import type { TriggerMatch } from './flow-kind.ts';
import type { ReactorDeps } from './reactor-deps.ts';

/** `event`: something happened to what it is about. `learned`: the number it hangs on is another one now. */
export interface EnrollmentMove {
  readonly match: TriggerMatch;
  readonly because: 'event' | 'learned';
}

interface Placed {
  readonly program: FlowProgram;
  readonly move: EnrollmentMove;
}

const pinnedProgram = async (
  { runtime: { programs } }: Pick<ReactorDeps, 'runtime'>,
  enrollment: Enrollment,
): Promise<FlowProgram | undefined> => (await programs.load([enrollment])).get(versionKey(enrollment));

/** What was learned never brings somebody into the past. */
const notInThePast = (entry: NewEnrollment, now: Date): NewEnrollment =>
  entry.dueAt.getTime() < now.getTime() ? { ...entry, dueAt: now } : entry;

const timesOf = async (
  deps: ReactorDeps,
  enrollment: Enrollment,
  { program, move: { match, because } }: Placed,
): Promise<NewEnrollment> => {
  const { shop, contact, version, enteredAt } = enrollment;
  const { anchorAt, variables } = match;
  const names = new Set(['zone'] as const);
  const now = deps.clock.now();
  const loaded = await loadContactFacts(deps.facts, { shop, contacts: [contact], names, now });
  const entry = buildEntry(
    { key: enrollment, version, program, anchorAt, variables, enteredAt },
    { steps: deps.runtime.steps, facts: loaded.get(contact) ?? { zone: 'UTC' } },
  );
  return because === 'learned' ? notInThePast(entry, now) : entry;
};

const reasons = { event: 're-anchored', learned: 're-timed' } as const;

const explain = (
  deps: ReactorDeps,
  enrollment: Enrollment,
  { entry, move: { match, because } }: { entry: NewEnrollment; move: EnrollmentMove },
): Promise<void> =>
  deps.decisions.record([
    {
      shop: enrollment.shop,
      flow: enrollment.flow,
      contact: enrollment.contact,
      about: enrollment.about,
      enrollment: enrollment.id,
      step: '',
      kind: 'moved',
      reason: reasons[because],
      at: deps.clock.now(),
      detail: {
        anchorAt: entry.anchorAt.toISOString(),
        dueAt: entry.dueAt.toISOString(),
        ...(enrollment.dueAt && { from: enrollment.dueAt.toISOString() }),
        ...match.timedBy,
      },
    },
  ]);

const differs = (enrollment: Enrollment, { anchorAt, variables }: TriggerMatch): boolean =>
  enrollment.anchorAt.getTime() !== anchorAt.getTime() ||
  JSON.stringify(enrollment.variables) !== JSON.stringify(variables);

const dayMs = 86_400_000;
/** Less than a tenth of the wait that is left is noise: numbers change a little every night. */
const noiseShare = 0.1;

const isNoise = ({ dueAt }: Enrollment, entry: NewEnrollment, now: Date): boolean => {
  if (dueAt === undefined) return false;
  const shift = Math.abs(entry.dueAt.getTime() - dueAt.getTime());
  return shift < Math.max(dayMs, noiseShare * (dueAt.getTime() - now.getTime()));
};

const place = async (
  deps: ReactorDeps,
  enrollment: Enrollment,
  placed: Placed,
): Promise<boolean | 'stays'> => {
  const entry = await timesOf(deps, enrollment, placed);
  if (placed.move.because === 'learned' && isNoise(enrollment, entry, deps.clock.now())) return 'stays';
  // Past the first step, what counts as the step before it ended when the message is due.
  const plannedAt = enrollment.step === entry.step ? entry.plannedAt : entry.dueAt;
  const { anchorAt, dueAt, variables } = entry;
  const to = { anchorAt, plannedAt, dueAt, variables };
  if (!(await deps.store.reanchor(enrollment.id, enrollment.rev, to))) return false;
  await explain(deps, enrollment, { entry, move: placed.move });
  return true;
};

/** Somebody may move it on at the same moment: read again and try once more, a few times. */
const tries = 5;

/** New anchor, new due time, until the first message row exists; never after. Resolves to whether it moved. */
export const moveEnrollment = async (
  deps: ReactorDeps,
  found: Enrollment,
  move: EnrollmentMove,
): Promise<boolean> => {
  const program = await pinnedProgram(deps, found);
  if (program === undefined) return false;
  let enrollment: Enrollment | undefined = found;
  for (let left = tries; left > 0 && enrollment?.state === 'waiting'; left -= 1) {
    if (!differs(enrollment, move.match) || (await deps.messages.hasMessage(enrollment, program)))
      return false;
    const placed = await place(deps, enrollment, { program, move });
    if (placed !== false) return placed === true;
    [enrollment] = await deps.store.findMany([enrollment.id]);
  }
  return false;
};
