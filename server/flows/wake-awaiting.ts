import { allSteps, findStep } from '../engine/cursor.ts';
import type { Enrollment } from '../engine/enrollment.ts';
import { versionKey } from '../engine/ports.ts';
import type { Step } from '../engine/program.ts';
import type { StepRegistry } from '../engine/step.ts';
import type { ContactId, ShopId } from '../lib/brand.ts';
import type { StoreEvent } from '../shop/store-event.ts';
import type { ReactorDeps } from './reactor-deps.ts';
import type { RunningFlow } from './running-flows.ts';

type WakeDeps = Pick<ReactorDeps, 'clock'> & {
  readonly runtime: Pick<ReactorDeps['runtime'], 'programs' | 'steps'>;
  readonly store: Pick<ReactorDeps['store'], 'findWaitingOfContacts' | 'wake'>;
};

const wakesOn = ({ key, args }: Step, steps: StepRegistry): readonly string[] =>
  steps.get(key)?.wakesOn(args) ?? [];

/** Of what the flows' present versions wait for; somebody on an older one is served at the deadline at the latest. */
const awaitedBy = (flows: readonly RunningFlow[], steps: StepRegistry): ReadonlySet<string> =>
  new Set(flows.flatMap(({ program }) => allSteps(program.steps).flatMap((step) => wakesOn(step, steps))));

const typesByContact = (events: readonly StoreEvent[]): ReadonlyMap<ContactId, ReadonlySet<string>> => {
  const types = new Map<ContactId, Set<string>>();
  for (const { contact, type } of events)
    if (contact !== undefined) types.set(contact, (types.get(contact) ?? new Set()).add(type));
  return types;
};

const isAwaiting = async (
  { runtime: { programs, steps } }: WakeDeps,
  enrollment: Enrollment,
  heard: ReadonlySet<string>,
): Promise<boolean> => {
  const program = (await programs.load([enrollment])).get(versionKey(enrollment));
  const step = program === undefined ? undefined : findStep(program, enrollment.step);
  return step !== undefined && wakesOn(step, steps).some((type) => heard.has(type));
};

/** Who stands in a step that one of these events may carry on is due now; the step itself looks whether it does. */
export const wakeAwaiting = async (
  deps: WakeDeps,
  flows: readonly RunningFlow[],
  { shop, events }: { readonly shop: ShopId; readonly events: readonly StoreEvent[] },
): Promise<void> => {
  const awaited = awaitedBy(flows, deps.runtime.steps);
  const heard = typesByContact(events.filter(({ type }) => awaited.has(type)));
  if (heard.size === 0) return;
  const waiting = await deps.store.findWaitingOfContacts(shop, [...heard.keys()]);
  for (const enrollment of waiting)
    if (await isAwaiting(deps, enrollment, heard.get(enrollment.contact) ?? new Set()))
      await deps.store.wake(enrollment.id, enrollment.step, deps.clock.now());
};
