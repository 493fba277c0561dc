import { lookFindings } from '../../../mail/compose/look-findings.ts';
import { lookPreviewRequestSchema, lookPreviewSchema } from '../../../mail/compose/look.contract.ts';
import { EncoreError } from '../../../lib/errors.ts';
import { themeIn } from '../../../shop/merchant-settings.ts';
import type { ApiServices } from './api-deps.ts';
import { defineRoute } from './define-route.ts';
import type { ApiRoute } from './define-route.ts';
import { noInput } from './no-input.ts';
import { pageView } from './templates.ts';

const firstReminder = 'checkout-1';

export const lookRoutes = ({ templates }: Pick<ApiServices, 'templates'>): readonly ApiRoute[] => [
  defineRoute({
    ...noInput,
    method: 'post',
    path: '/settings/look/preview',
    name: 'previewLook',
    summary:
      'A mail in a look that is not saved yet, and what would be hard to read in it. Nothing is changed.',
    body: lookPreviewRequestSchema,
    answer: lookPreviewSchema,
    handle: async ({ session, body: { theme: asked, postalAddress, key = firstReminder } }) => {
      const theme = themeIn(asked);
      const mail = await templates.preview(session.shop, { key, look: { theme, postalAddress } });
      if (mail === null) throw new EncoreError('not_found');
      const { subject, page } = mail;
      return {
        subject,
        page: page === undefined ? null : pageView(page),
        findings: [...lookFindings(theme)],
      };
    },
  }),
];
