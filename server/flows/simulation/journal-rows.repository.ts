import type { Connection } from 'mongoose';
import { suppressionReasons } from '../../shop/contact.ts';
import { z } from 'zod';
import { asMessageId } from '../../lib/brand.ts';
import type { MessageId, ShopId } from '../../lib/brand.ts';
import type { Shop } from '../../shop/shop.ts';
import { createShopRepository } from '../../shop/shops.repository.ts';
import type { Suppression } from '../../shop/contact.ts';
import { createFlowRepository } from '../flow.repository.ts';
import type { Flow } from '../flow.ts';

export interface StoredProgram {
  readonly flow: string;
  readonly version: number;
  readonly program: unknown;
  readonly createdAt: Date;
}

export interface HeardOfMail {
  readonly message: MessageId;
  readonly type: string;
  readonly at: Date;
  readonly detail?: string | undefined;
}

export interface SentMail {
  readonly id: MessageId;
  readonly status: string;
  readonly reason?: string | undefined;
  readonly decidedAt?: Date | undefined;
}

export interface TakenDecision {
  readonly kind: string;
  readonly reason: string;
  readonly message?: MessageId | undefined;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

/** What one shop's journal is made of, besides what was applied. All of it is only read. */
export interface JournalRows {
  shop(): Promise<Shop | undefined>;
  /** As merchants see them now, the oldest first. */
  flows(): Promise<readonly Flow[]>;
  versions(): Promise<readonly StoredProgram[]>;
  suppressions(): Promise<readonly Suppression[]>;
  providerEvents(): AsyncIterable<HeardOfMail>;
  mails(): AsyncIterable<SentMail>;
  decisions(): AsyncIterable<TakenDecision>;
}

const versionSchema = z.object({
  flow: z.string(),
  version: z.number(),
  program: z.string(),
  createdAt: z.date(),
});
const suppressionSchema = z.object({
  addressDigest: z.string(),
  reason: z.enum(suppressionReasons),
  at: z.date(),
});
const eventSchema = z.object({
  message: z.string().transform(asMessageId),
  type: z.string(),
  at: z.date(),
  detail: z.string().optional(),
});
const mailSchema = z
  .object({
    _id: z.string().transform(asMessageId),
    status: z.string(),
    reason: z.string().optional(),
    decidedAt: z.date().optional(),
  })
  .transform(({ _id: id, ...mail }) => ({ ...mail, id }));
const decisionSchema = z
  .object({
    kind: z.string(),
    reason: z.string(),
    detail: z.looseObject({ message: z.string().transform(asMessageId).optional() }).optional(),
    firstAt: z.date(),
    lastAt: z.date(),
  })
  .transform(({ detail, ...decision }) => ({ ...decision, message: detail?.message }));

/** Text that is no JSON goes into the journal as it is; the program's own schema refuses it there. */
const programOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

export const createJournalRows = (connection: Connection, shop: ShopId): JournalRows => {
  const database = connection.getClient().db(connection.name);
  const read = async function* <Schema extends z.ZodType>(
    collection: string,
    schema: Schema,
  ): AsyncGenerator<z.output<Schema>> {
    for await (const row of database.collection(collection).find({ shop })) yield schema.parse(row);
  };
  return {
    shop: () => createShopRepository(connection).find(shop),
    flows: () => createFlowRepository(connection).list(shop),
    versions: async () => {
      const found = await Array.fromAsync(read('flow_versions', versionSchema));
      return found.map(({ program, ...version }) => ({ ...version, program: programOf(program) }));
    },
    suppressions: async () =>
      (await Array.fromAsync(read('suppressions', suppressionSchema))).map((one) => ({ ...one, shop })),
    providerEvents: () => read('message_events', eventSchema),
    mails: () => read('messages', mailSchema),
    decisions: () => read('decisions', decisionSchema),
  };
};
