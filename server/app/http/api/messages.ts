import {
  messageDetailSchema,
  messagePageSchema,
  messageParamsSchema,
  messageQuerySchema,
} from '../../../mail/message.contract.ts';
import type { MessageDetailView, MessageListItem } from '../../../mail/message.contract.ts';
import { sentMailSchema } from '../../../mail/compose/mail-template.contract.ts';
import { EncoreError } from '../../../lib/errors.ts';
import { pageView } from './templates.ts';
import type { ApiServices, MessageDetail, MessageRow } from './api-deps.ts';
import { defineRoute } from './define-route.ts';
import type { ApiRoute } from './define-route.ts';
import { attributionDays } from '../../../insights/conversions/conversion.ts';
import { maskAddress } from '../../../insights/contacts/mask-address.ts';
import { noInput } from './no-input.ts';

type Services = Pick<ApiServices, 'messages' | 'sentMails'>;

const pageSize = 50;

const nameOf = ({ firstName, lastName }: MessageRow['contact']): string | null =>
  [firstName, lastName].filter((part) => part !== undefined && part.trim() !== '').join(' ') || null;

const viewOfRow = (row: MessageRow): MessageListItem => ({
  id: row.id,
  contact: {
    id: row.contact.id,
    name: nameOf(row.contact),
    address: row.contact.address === undefined ? null : maskAddress(row.contact.address),
  },
  subject: row.subject ?? null,
  flow: { id: row.flow.id, title: row.flow.title },
  step: row.step,
  status: row.status,
  reason: row.reason ?? null,
  at: row.at.toISOString(),
});

const viewOfDetail = (message: MessageDetail): MessageDetailView => ({
  ...viewOfRow(message),
  attempt: message.attempt,
  sentAt: message.sentAt?.toISOString() ?? null,
  events: message.events.map(({ type, at, detail }) => ({
    type,
    at: at.toISOString(),
    detail: detail ?? null,
  })),
  gate: message.gate.map(({ clause, pass, saw }) => ({ clause, pass, saw: saw ?? null })),
  orders: message.orders.map(({ touchedAt, placedAt, name, ...order }) => ({
    ...order,
    name: name ?? null,
    touchedAt: touchedAt.toISOString(),
    placedAt: placedAt.toISOString(),
  })),
  attributionDays,
});

const sentMailRoute = ({ messages, sentMails }: Services): ApiRoute =>
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/messages/:id/mail',
    name: 'readSentMail',
    summary: 'The mail itself as it left, printed again from what it was made of; for ninety days.',
    params: messageParamsSchema,
    answer: sentMailSchema,
    about: ({ id }) => id,
    handle: async ({ session, params }) => {
      const mail = await sentMails.read(session.shop, params.id);
      if (mail === undefined) {
        const there = await messages.find(session.shop, params.id);
        throw new EncoreError(there === null ? 'not_found' : 'mail_not_kept');
      }
      const { kept, shown, page } = mail;
      return {
        subject: shown.subject,
        from: kept.from,
        replyTo: kept.replyTo ?? null,
        to: { name: kept.to.name ?? null, address: kept.to.address },
        sentAt: kept.sentAt.toISOString(),
        language: shown.language,
        direction: shown.direction,
        html: shown.html,
        text: shown.text,
        page: pageView(page),
      };
    },
  });

export const messageRoutes = ({ messages, sentMails }: Services): readonly ApiRoute[] => [
  sentMailRoute({ messages, sentMails }),
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/messages',
    name: 'listMessages',
    summary: 'Messages, newest first, fifty at a time: what went out and what did not.',
    query: messageQuerySchema,
    answer: messagePageSchema,
    about: () => '',
    handle: async ({ session, query }) => {
      const page = await messages.list(session.shop, { ...query, limit: pageSize });
      return { messages: page.messages.map(viewOfRow), nextCursor: page.nextCursor ?? null };
    },
  }),
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/messages/:id',
    name: 'readMessage',
    summary: "One message with the gate's answers in the order they were asked.",
    params: messageParamsSchema,
    answer: messageDetailSchema,
    about: ({ id }) => id,
    handle: async ({ session, params }) => {
      const message = await messages.find(session.shop, params.id);
      if (!message) throw new EncoreError('not_found');
      return viewOfDetail(message);
    },
  }),
];
