import { z } from 'zod';
import type { EnrollmentActOutcome } from '../../../flows/people/enrollment-acts.ts';
import {
  contactDetailSchema,
  contactParamsSchema,
  enrollmentActSchema,
  enrollmentParamsSchema,
} from '../../../insights/contacts/contact.contract.ts';
import type { ContactDetailView } from '../../../insights/contacts/contact.contract.ts';
import { EncoreError } from '../../../lib/errors.ts';
import type { ApiServices, ApiSession } from './api-deps.ts';
import { defineRoute } from './define-route.ts';
import type { ApiRoute } from './define-route.ts';
import { noInput } from './no-input.ts';

type Services = Pick<ApiServices, 'people' | 'enrollmentActs' | 'suppressions'>;

/** Each write answers with the person as they are now. */
const shown = async (
  { people }: Services,
  session: ApiSession,
  contact: string,
): Promise<ContactDetailView> => {
  const found = await people.read(session.shop, contact);
  if (found === null) throw new EncoreError('not_found');
  return found;
};

const settled = ({ kind }: EnrollmentActOutcome): void => {
  if (kind === 'not-found') throw new EncoreError('not_found');
  if (kind === 'conflict')
    throw new EncoreError('version_conflict', { fields: { rev: 'they have moved on since' } });
};

const enrollmentRoutes = (services: Services): readonly ApiRoute[] =>
  (['stop', 'skip'] as const).map((act) =>
    defineRoute({
      ...noInput,
      method: 'post',
      path: `/contacts/:contact/enrollments/:enrollment/${act}`,
      name: act === 'stop' ? 'stopEnrollment' : 'skipWait',
      summary:
        act === 'stop'
          ? 'Take somebody out of a flow.'
          : 'End the wait they stand in: what follows is due at once, and the gate is asked as ever.',
      params: enrollmentParamsSchema,
      body: enrollmentActSchema,
      answer: contactDetailSchema,
      about: ({ contact }) => contact,
      handle: async ({ session, params, body }) => {
        settled(await services.enrollmentActs[act](session, { ...params, ...body }));
        return shown(services, session, params.contact);
      },
    }),
  );

const suppressionRoutes = (services: Services): readonly ApiRoute[] =>
  (['suppress', 'allow'] as const).map((act) =>
    defineRoute({
      ...noInput,
      method: 'post',
      path: `/contacts/:contact/${act}`,
      name: act === 'suppress' ? 'suppressContact' : 'allowContact',
      summary:
        act === 'suppress'
          ? 'Put their address on the do-not-mail list.'
          : 'Take their address off the do-not-mail list; consent is another matter.',
      params: contactParamsSchema,
      body: z.strictObject({}),
      answer: contactDetailSchema,
      about: ({ contact }) => contact,
      handle: async ({ session, params }) => {
        if (!(await services.suppressions[act](session, params.contact))) throw new EncoreError('not_found');
        return shown(services, session, params.contact);
      },
    }),
  );

/** What a merchant does to one person. */
export const contactActRoutes = (services: Services): readonly ApiRoute[] => [
  ...enrollmentRoutes(services),
  ...suppressionRoutes(services),
];
