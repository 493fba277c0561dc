import type { StoredDecision } from '../../engine/decision.model.ts';
import type { Enrollment } from '../../engine/enrollment.ts';
import { asMessageId } from '../../lib/brand.ts';
import type { ShopId } from '../../lib/brand.ts';
import type { Message } from '../../mail/message.ts';
import type { OutboxMail } from '../../mail/transports/outbox.repository.ts';
import { createShopSystemRepository } from '../../shop/shops.system.repository.ts';
import type { Data } from '../wiring/data.ts';
import type { Flows } from '../wiring/flows.ts';
import type { OutboxDeps, OutboxEntry, OutboxExplanation } from './outbox/outbox-entry.ts';

export interface OutboxReaderParts {
  readonly data: Data;
  readonly flows: Flows;
}

/** More than a person looks through; what a machine reads must not be cut short earlier. */
const mostMails = 20_000;

const toEntry = ({
  id,
  to,
  from,
  subject,
  html,
  text,
  headers,
  flowKey,
  step,
  sentAt,
}: OutboxMail): OutboxEntry => ({
  id,
  to: to.address,
  from: `${from.name} <${from.address}>`,
  subject,
  html,
  text,
  headers,
  flow: flowKey,
  step,
  sentAt: sentAt.toISOString(),
});

interface Story {
  readonly message: Message;
  readonly enrollment: Enrollment;
  readonly decisions: readonly StoredDecision[];
  readonly flowName: string;
}

const setOff: Readonly<Record<string, string>> = {
  'abandoned-checkout': 'A checkout was left unfinished',
  'cart-incentive': 'A checkout was left unfinished',
  replenishment: 'Something bought before is about to run out',
  'cross-sell': 'Something goes well with what was bought',
};

const explain = ({ message, enrollment, decisions, flowName }: Story): OutboxExplanation => ({
  flowName,
  trigger: {
    at: enrollment.anchorAt.toISOString(),
    summary: `${setOff[message.flowKey] ?? 'Entered'} (${enrollment.about})`,
  },
  decisions: decisions
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ at, kind, step, reason }) => ({ at: at.toISOString(), kind, step, reason })),
  gate: message.gate ?? [],
});

/** What the outbox page shows, over every installed shop; the demo has one. */
export const createOutboxReader = ({ data, flows }: OutboxReaderParts): OutboxDeps => {
  const { outbox, messages } = data.mail;
  const shops = createShopSystemRepository(data.connection);

  const inSome = async <Found>(find: (shop: ShopId) => Promise<Found | null>): Promise<Found | null> => {
    for (const shop of await shops.listInstalled()) {
      const found = await find(shop);
      if (found !== null) return found;
    }
    return null;
  };
  const storyOf = async (shop: ShopId, id: string): Promise<OutboxExplanation | null> => {
    const message = await messages.find(shop, asMessageId(id));
    if (message === null) return null;
    const [enrollment, decisions, running] = await Promise.all([
      data.engine.store.find(shop, message.enrollment),
      data.engine.decisions.ofEnrollments(shop, [message.enrollment]),
      flows.runtime.flows.list(shop),
    ]);
    if (enrollment === null) return null;
    const flowName = running.find((flow) => flow.id === message.flow)?.title ?? message.flowKey;
    return explain({ message, enrollment, decisions, flowName });
  };
  return {
    list: async () => {
      const mails = await Promise.all(
        (await shops.listInstalled()).map((shop) => outbox.list(shop, mostMails)),
      );
      return mails
        .flat()
        .toSorted((a, b) => a.sentAt.getTime() - b.sentAt.getTime())
        .map(toEntry);
    },
    latest: async () => {
      const installed = await shops.listInstalled();
      const [counts, newest] = await Promise.all([
        Promise.all(installed.map((shop) => outbox.count(shop))),
        Promise.all(installed.map((shop) => outbox.list(shop, 1))),
      ]);
      const last = newest
        .flat()
        .toSorted((a, b) => a.sentAt.getTime() - b.sentAt.getTime())
        .at(-1);
      return { count: counts.reduce((sum, count) => sum + count, 0), latest: last?.id ?? '' };
    },
    find: async (id) => {
      const mail = await inSome((shop) => outbox.find(shop, asMessageId(id)));
      return mail === null ? null : toEntry(mail);
    },
    explain: (id) => inSome((shop) => storyOf(shop, id)),
  };
};
