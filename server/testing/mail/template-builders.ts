import { mailTemplateSchema } from '../../mail/compose/mail-template.ts';
import type { MailTemplate } from '../../mail/compose/mail-template.ts';
import type { OwnTemplate, TemplateVersion } from '../../mail/templates/own/own-template.ts';
import { lumen, noon } from './mail-builders.ts';

export const aTemplate = (over: Partial<MailTemplate> = {}): MailTemplate =>
  mailTemplateSchema.parse({
    version: 1,
    language: 'en',
    subject: 'For {{ customer.firstName }}',
    preheader: 'Still here',
    blocks: [
      { kind: 'heading', words: 'Our own words' },
      { kind: 'cart-lines' },
      { kind: 'button', words: 'Go on' },
    ],
    ...over,
  });

export const anOwnTemplate = (over: Partial<OwnTemplate> = {}): OwnTemplate => ({
  shop: lumen,
  key: 'ours',
  title: 'Ours',
  flow: 'abandoned-checkout',
  draft: { template: aTemplate(), savedAt: noon },
  published: 0,
  rev: 1,
  createdAt: noon,
  updatedAt: noon,
  ...over,
});

export const aTemplateVersion = (over: Partial<TemplateVersion> = {}): TemplateVersion => ({
  shop: lumen,
  key: 'ours',
  version: 1,
  template: aTemplate(),
  of: 1,
  createdAt: noon,
  ...over,
});
