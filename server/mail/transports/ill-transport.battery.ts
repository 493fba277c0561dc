import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { asMessageId } from '../../lib/brand.ts';
import type { MessageId } from '../../lib/brand.ts';
import { aMail } from '../../testing/mail/mail-builders.ts';
import type { OutgoingMail, SendOutcome, Transport } from '../transport.ts';
import { addresses, illnesses, illnessNames } from './ill-far-side.ts';
import type { AddressName, Expected, IllnessName } from './ill-far-side.ts';

/** A far side that falls ill on command, and counts what it has taken: the oracle. */
export interface IllFarSide {
  readonly transport: Transport;
  /** For the mails to come. */
  fallIll(illness: IllnessName): void;
  taken(id: MessageId): Promise<number>;
  /** Whether it has heard anything of the content of a mail: true is too early at the last look. */
  heardContent(): boolean;
  /** A transport that calls elsewhere. */
  at(address: AddressName): Transport;
  close(): Promise<void>;
}

export interface IllFarSideSpec {
  open(): Promise<IllFarSide>;
  /** What it can't have, each with the reason. */
  readonly lacks: Partial<Record<IllnessName | AddressName, string>>;
  /** A mail that stays unknown is looked up and, where it isn't there, sent again: only the outbox. */
  readonly canLookUp?: boolean;
}

const mailOf = (messageId: MessageId): OutgoingMail => {
  const mail = aMail({ messageId });
  return { ...mail, headers: { ...mail.headers, 'Message-ID': `<${messageId}@lumen.example>` } };
};

const slowedBy = (outcome: SendOutcome): Expected['slows'] => {
  if (outcome.kind !== 'not-sent' || outcome.retryAfterMs === undefined) return undefined;
  return outcome.slows ?? 'account';
};

let count = 0;
const nextId = (): MessageId => asMessageId(`ill${(count += 1)}.checkout-1`);

/** Every transport passes this; call it inside a `describe`. */
export const illTransportBattery = (spec: IllFarSideSpec): void => {
  let far: IllFarSide;
  beforeAll(async () => {
    far = await spec.open();
  });
  afterAll(async () => {
    await far.transport.close();
    await far.close();
  });
  const has = (name: IllnessName | AddressName): boolean => spec.lacks[name] === undefined;
  const able = illnessNames.filter(has);

  const attempt = async (illness: IllnessName, messageId: MessageId) => {
    far.fallIll(illness);
    const looks: boolean[] = [];
    const outcome = await far.transport.send(mailOf(messageId), () => {
      looks.push(far.heardContent());
      return true;
    });
    return { outcome, looks };
  };

  describe.each(able)('%s', (illness) => {
    const expected: Expected = illnesses[illness];

    it(`leaves a mail ${expected.kind}, slows whom it concerns, and the next one goes out`, async () => {
      const id = nextId();
      const { outcome, looks } = await attempt(illness, id);
      const next = nextId();
      const after = await attempt('well', next);

      expect({ kind: outcome.kind, taken: await far.taken(id) }).toEqual({
        kind: expected.kind,
        taken: expected.taken,
      });
      if (expected.reason !== undefined) expect(outcome).toMatchObject({ reason: expected.reason });
      expect(slowedBy(outcome)).toBe(expected.slows);
      // At most one last look, and nothing of the mail was heard before it.
      expect(looks.length).toBeLessThanOrEqual(1);
      expect(looks).not.toContain(true);
      if (expected.kind === 'unknown') expect(looks).toHaveLength(1);
      expect([after.outcome.kind, await far.taken(next)]).toEqual(['accepted', 1]);
    });
  });

  for (const address of addresses.filter(has))
    it(`is not sent where ${address}`, async () => {
      const elsewhere = far.at(address);
      let looks = 0;

      const outcome = await elsewhere.send(mailOf(nextId()), () => {
        looks += 1;
        return true;
      });

      expect([outcome.kind, looks]).toEqual(['not-sent', 0]);
      await elsewhere.close();
    });

  it('says of everything that it can’t have why not', () => {
    const known = new Set<string>([...illnessNames, ...addresses]);
    for (const [name, why] of Object.entries(spec.lacks)) {
      expect(known).toContain(name);
      expect(why.length).toBeGreaterThan(10);
    }
  });

  /** Sends as the ledger does: again only what certainly did not leave. */
  const insist = async (id: MessageId, course: readonly IllnessName[]): Promise<SendOutcome['kind']> => {
    for (const illness of course) {
      const { outcome } = await attempt(illness, id);
      if (outcome.kind === 'accepted' || outcome.kind === 'rejected') return outcome.kind;
      if (outcome.kind === 'not-sent') continue;
      if (spec.canLookUp !== true) return 'unknown';
      if ((await far.transport.lookUp?.(id)) === true) return 'accepted';
    }
    return 'not-sent';
  };

  it('over any course of illnesses no mail is taken twice and each is accounted for', async () => {
    const course = fc.array(fc.constantFrom(...able), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(course, async (illnessesInTurn) => {
        const id = nextId();
        const end = await insist(id, illnessesInTurn);
        const taken = await far.taken(id);

        expect(taken).toBeLessThanOrEqual(1);
        if (end === 'accepted') expect(taken).toBe(1);
        if (end === 'rejected' || end === 'not-sent') expect(taken).toBe(0);
      }),
      { numRuns: 4 },
    );
  });
};
