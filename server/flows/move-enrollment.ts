import { buildEntry } from '../engine/entry.ts';
import type { Enrollment } from '../engine/enrollment.ts';
import type { NewEnrollment } from '../engine/engine-store.ts';
import { versionKey } from '../engine/ports.ts';
import type { FlowProgram } from '../engine/program.ts';
import { loadContactFacts } from './contact-facts.ts';
import type { TriggerMatch } from './flow-kind.ts';
import type { ReactorDeps } from './reactor-deps.ts';

const pinnedProgram = async (
  { runtime: { programs } }: Pick<ReactorDeps, 'runtime'>,
  enrollment: Enrollment,
): Promise<FlowProgram | undefined> => (await programs.load([enrollment])).get(versionKey(enrollment));

const timesOf = async (
  deps: ReactorDeps,
  enrollment: Enrollment,
  { match, program }: { match: TriggerMatch; program: FlowProgram },
): Promise<NewEnrollment> => {
  const { shop, contact, version, enteredAt } = enrollment;
  const { anchorAt, variables } = match;
  const names = new Set(['zone'] as const);
  const loaded = await loadContactFacts(deps.facts, {
    shop,
    contacts: [contact],
    names,
    now: deps.clock.now(),
  });
  return buildEntry(
    { key: enrollment, version, program, anchorAt, variables, enteredAt },
    { steps: deps.runtime.steps, facts: loaded.get(contact) ?? { zone: 'UTC' } },
  );
};

const explain = (deps: ReactorDeps, enrollment: Enrollment, entry: NewEnrollment): Promise<void> =>
  deps.decisions.record([
    {
      shop: enrollment.shop,
      flow: enrollment.flow,
      contact: enrollment.contact,
      about: enrollment.about,
      enrollment: enrollment.id,
      step: '',
      kind: 'moved',
      reason: 're-anchored',
      at: deps.clock.now(),
      detail: { anchorAt: entry.anchorAt.toISOString(), dueAt: entry.dueAt.toISOString() },
    },
  ]);

const differs = (enrollment: Enrollment, { anchorAt, variables }: TriggerMatch): boolean =>
  enrollment.anchorAt.getTime() !== anchorAt.getTime() ||
  JSON.stringify(enrollment.variables) !== JSON.stringify(variables);

/** Somebody may move it on at the same moment: read again and try once more, a few times. */
const tries = 5;

/** New anchor, new due time, until the first message row exists; never after. */
export const moveEnrollment = async (
  deps: ReactorDeps,
  found: Enrollment,
  match: TriggerMatch,
): Promise<void> => {
  const program = await pinnedProgram(deps, found);
  if (program === undefined) return;
  let enrollment: Enrollment | undefined = found;
  for (let left = tries; left > 0 && enrollment?.state === 'waiting'; left -= 1) {
    if (!differs(enrollment, match) || (await deps.messages.hasMessage(enrollment, program))) return;
    const entry = await timesOf(deps, enrollment, { match, program });
    // Past the first step, what counts as the step before it ended when the message is due.
    const plannedAt = enrollment.step === entry.step ? entry.plannedAt : entry.dueAt;
    const { anchorAt, dueAt, variables } = entry;
    const to = { anchorAt, plannedAt, dueAt, variables };
    if (await deps.store.reanchor(enrollment.id, enrollment.rev, to)) return explain(deps, enrollment, entry);
    [enrollment] = await deps.store.findMany([enrollment.id]);
  }
};
