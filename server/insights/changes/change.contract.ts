import { z } from 'zod';

/** What a change is a change of. */
export const changeKinds = [
  'settings',
  'domain',
  'account',
  'flow',
  'email',
  'offer',
  'product',
  'contact',
  'segment',
] as const;

export type ChangeKind = (typeof changeKinds)[number];

/** By the name of the operation: every write of the API that changes what is the shop's. */
export const changeActions = {
  changeSettings: 'settings',
  startDomain: 'domain',
  removeDomain: 'domain',
  saveMailAccount: 'account',
  removeMailAccount: 'account',
  createFlow: 'flow',
  switchFlow: 'flow',
  publishFlow: 'flow',
  finishFlow: 'flow',
  archiveFlow: 'flow',
  renameFlow: 'flow',
  editFlow: 'flow',
  moveFlow: 'flow',
  includeFlowPast: 'flow',
  createOwnTemplate: 'email',
  publishOwnTemplate: 'email',
  rollBackOwnTemplate: 'email',
  deleteOwnTemplate: 'email',
  createOffer: 'offer',
  changeOffer: 'offer',
  retireOffer: 'offer',
  changeProductTiming: 'product',
  chooseCompanions: 'product',
  stopEnrollment: 'contact',
  skipWait: 'contact',
  suppressContact: 'contact',
  allowContact: 'contact',
  exportContact: 'contact',
  eraseContact: 'contact',
  exportContacts: 'contact',
  createSegment: 'segment',
  changeSegment: 'segment',
  deleteSegment: 'segment',
} as const satisfies Readonly<Record<string, ChangeKind>>;

export const changeSchema = z
  .object({
    id: z.string(),
    /** Shop time. */
    at: z.iso.datetime(),
    /** The platform's id of the staff member. */
    user: z.string(),
    kind: z.enum(changeKinds),
    /** The operation's name in the API: `changeSettings`, `publishFlow`, … */
    action: z.string(),
    /** Our id of what was changed; null for what a shop has one of. Never an address. */
    about: z.string().nullable(),
    /** What it was called then; null for people, and for what has no name. */
    title: z.string().nullable(),
    /** Which parts were named by the change, or which state it was brought to. */
    parts: z.array(z.string()),
  })
  .meta({ id: 'Change' });

export const changesQuerySchema = z.strictObject({
  kind: z.enum(changeKinds).optional(),
  cursor: z
    .string()
    .regex(/^[0-9a-f]{24}$/, 'must be a cursor of this list')
    .optional(),
});

export const changesPageSchema = z
  .object({ changes: z.array(changeSchema), nextCursor: z.string().nullable() })
  .meta({ id: 'ChangesPage' });

export type ChangeView = z.infer<typeof changeSchema>;
export type ChangesPageView = z.infer<typeof changesPageSchema>;
