import { mailTemplateSchema } from '../../mail/compose/mail-template.ts';
import type { MailTemplate } from '../../mail/compose/mail-template.ts';
import type { OwnTemplate, TemplateVersion } from '../../mail/templates/own/own-template.ts';
import { asContactId, asMessageId } from '../../lib/brand.ts';
import type { CompiledForm } from '../../mail/compose/kept/compiled-mails.ts';
import { themeOf } from '../../mail/compose/theme.ts';
import type { KeptMail } from '../../mail/kept/kept-mail.ts';
import { aShop, lumen, noon } from './mail-builders.ts';

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

const printed = { source: 'x', slots: [] };

export const aForm: CompiledForm = {
  mail: { language: 'en', subject: 'Hello', html: printed, text: printed },
  theme: themeOf(aShop(), 'en'),
};

/** Of the form `form`. */
export const aKeptMail = (over: Partial<KeptMail> = {}): KeptMail => ({
  message: asMessageId('m1'),
  shop: lumen,
  contact: asContactId('mara'),
  compiled: 'form',
  content: { customer: { firstName: '' }, actionUrl: '', lines: [], suggestions: [], words: {} },
  recipient: {},
  from: { name: 'Lumen', address: 'hello@lumen.example' },
  to: { address: 'mara@lumen.example' },
  flowKey: 'x',
  step: 'y',
  sentAt: noon,
  ...over,
});
