import { createEnrollmentReads } from '../../engine/enrollment-reads.repository.ts';
import { createEffectsRepository } from '../../flows/acts/effects.repository.ts';
import { createExplain } from '../../insights/explain/explain.ts';
import type { Explain } from '../../insights/explain/explain.ts';
import { createMessageEvents } from '../../mail/events/message-events.repository.ts';
import type { Data } from './data.ts';
import type { Flows } from './flows.ts';

/** One person's whole story, for the admin and the command line. */
export const wireExplain = (data: Data, { runtime }: Pick<Flows, 'runtime'>): Explain =>
  createExplain({
    people: data.shop.contacts,
    decisions: data.engine.decisions,
    enrollments: createEnrollmentReads(data.connection),
    mail: { messages: data.mail.messages, events: createMessageEvents(data.connection) },
    effects: createEffectsRepository(data.connection),
    flows: { list: (shop) => runtime.flows.list(shop), programs: runtime.programs },
  });
