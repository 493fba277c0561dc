import {
  messageDetailSchema,
  messagePageSchema,
  messageParamsSchema,
  messageQuerySchema,
} from '../../../mail/message.contract.ts';
import type { MessageDetailView, MessageListItem } from '../../../mail/message.contract.ts';
import { EncoreError } from '../../../lib/errors.ts';
import type { ApiServices, MessageDetail, MessageRow } from './api-deps.ts';
import { defineRoute } from './define-route.ts';
import type { ApiRoute } from './define-route.ts';
import { maskAddress } from '../../../insights/contacts/mask-address.ts';
import { noInput } from './no-input.ts';

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
  gate: message.gate.map(({ clause, pass, saw }) => ({ clause, pass, saw: saw ?? null })),
});

export const messageRoutes = ({ messages }: Pick<ApiServices, 'messages'>): readonly ApiRoute[] => [
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
