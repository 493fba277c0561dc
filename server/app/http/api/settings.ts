import { z } from 'zod';
import { EncoreError } from '../../../lib/errors.ts';
import { strictCountries } from '../../../mail/consent/consent-rule.ts';
import { settingsChangeSchema, settingsSchema } from '../../../shop/settings.contract.ts';
import type { SettingsView } from '../../../shop/settings.contract.ts';
import type { SettingsState } from '../../../shop/settings-service.ts';
import type { ApiServices } from './api-deps.ts';
import { defineRoute } from './define-route.ts';
import type { ApiRoute } from './define-route.ts';
import { noInput } from './no-input.ts';

const viewOf = ({
  rev,
  sender,
  frequencyCap,
  quietHours,
  consentPolicy,
  theme,
  postalAddress,
  adminLanguage,
}: SettingsState): SettingsView => ({
  rev,
  sender: { name: sender.name, replyTo: sender.replyTo ?? null },
  frequencyCap,
  quietHours: quietHours ?? null,
  consentPolicy: consentPolicy ?? { elsewhere: 'subscribers', countries: {} },
  theme: {
    logoUrl: theme.logoUrl ?? null,
    color: theme.color,
    fontFamily: theme.fontFamily,
    headingFontFamily: theme.headingFontFamily ?? null,
    backgroundColor: theme.backgroundColor ?? null,
  },
  postalAddress,
  adminLanguage: adminLanguage ?? null,
  strictCountries: [...strictCountries].toSorted(),
});

/** What a merchant sets for the whole shop. */
export const settingsRoutes = ({ settings }: Pick<ApiServices, 'settings'>): readonly ApiRoute[] => [
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/settings',
    name: 'readSettings',
    summary: 'Sender, limits, quiet hours, whom the shop mails and how its mails look.',
    answer: settingsSchema,
    handle: async ({ session }) => {
      const found = await settings.read(session.shop);
      if (found === null) throw new EncoreError('shop_not_installed');
      return viewOf(found);
    },
  }),
  defineRoute({
    ...noInput,
    method: 'patch',
    path: '/settings',
    name: 'changeSettings',
    summary: 'Change some of them; absent fields stay as they are, `null` takes one away.',
    params: z.strictObject({}),
    body: settingsChangeSchema,
    answer: settingsSchema,
    handle: async ({ session, body }) => {
      const outcome = await settings.change(session.shop, body);
      if (outcome.kind === 'not-found') throw new EncoreError('shop_not_installed');
      if (outcome.kind === 'conflict')
        throw new EncoreError('version_conflict', { fields: { rev: 'they were changed since' } });
      return viewOf(outcome.settings);
    },
  }),
];
