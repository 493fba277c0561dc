import { enrollmentIdOf } from '../../engine/enrollment-id.ts';
import type { DecisionRecord } from '../../engine/decision.ts';
import { asContactId, asFlowId } from '../../lib/brand.ts';
import type { ContactId } from '../../lib/brand.ts';
import type { PersonFacts } from '../../shop/facts.ts';
import { anchorAt, createLifeWorld, lumen, waitingIn } from './life-world.ts';
import type { LifeWorld } from './life-world.ts';

export const cart = asFlowId('abandoned-checkout');

export const after = (minutes: number): Date => new Date(anchorAt.getTime() + minutes * 60_000);

export interface PeopleWorld extends LifeWorld {
  /** Everything that is about people is forgotten; flows stay. */
  forget(): Promise<void>;
  person(facts: PersonFacts, at?: Date): Promise<ContactId>;
  /** About `checkout-1` unless told. */
  decide(contact: ContactId, kind: DecisionRecord['kind'], more?: Partial<DecisionRecord>): Promise<void>;
}

const about = [
  'checkouts',
  'consents',
  'contacts',
  'decisions',
  'enrollments',
  'journal',
  'message_events',
  'messages',
  'orders',
  'store_events',
  'suppressions',
  'turns',
];

/** The world of flows with people in it, for what is told about them. */
export const createPeopleWorld = async (name: string): Promise<PeopleWorld> => {
  const world = await createLifeWorld(name);
  const { connection, engine, shop } = world.data;
  return {
    ...world,
    forget: async () => {
      for (const collection of about) await connection.collection(collection).deleteMany({});
    },
    person: async (facts, at = anchorAt) => {
      const found = await shop.contacts.resolve(lumen, { person: facts, authoritative: true, at });
      return found?.contact.id ?? asContactId('');
    },
    decide: (contact, kind, more = {}) => {
      const enrollment = enrollmentIdOf(waitingIn('wait-1', 'checkout-1', { contact }));
      const record = { shop: lumen, flow: cart, contact, about: 'checkout-1', enrollment, step: '', kind };
      return engine.decisions.record([{ ...record, reason: '', at: after(1), ...more }]);
    },
  };
};
