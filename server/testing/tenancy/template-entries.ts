import { createCompiledMails } from '../../mail/compose/kept/compiled-mails.repository.ts';
import type { CompiledMailsRepository } from '../../mail/compose/kept/compiled-mails.repository.ts';
import { themeOf } from '../../mail/compose/theme.ts';
import { createOwnTemplates } from '../../mail/templates/own/own-templates.repository.ts';
import type { OwnTemplatesRepository } from '../../mail/templates/own/own-templates.repository.ts';
import { createTemplateVersions } from '../../mail/templates/own/template-versions.repository.ts';
import type { TemplateVersionsRepository } from '../../mail/templates/own/template-versions.repository.ts';
import { aShop } from '../mail/mail-builders.ts';
import { anOwnTemplate, aTemplateVersion } from '../mail/template-builders.ts';
import { entry } from './entry.ts';

const index = 'makes indexes, reads no rows';
const printed = { source: 'x', slots: [] };
const form = {
  mail: { language: 'en', subject: 'Hello', html: printed, text: printed },
  theme: themeOf(aShop(), 'en'),
};

export const templateEntries = [
  entry<OwnTemplatesRepository, 'ensureIndexes'>({
    file: 'server/mail/templates/own/own-templates.repository.ts',
    create: createOwnTemplates,
    calls: {
      create: { kind: 'fill', args: (shop) => [shop, anOwnTemplate({ shop })] },
      list: { kind: 'read', args: (shop) => [shop] },
      find: { kind: 'read', args: (shop) => [shop, 'ours'] },
      change: { kind: 'change', args: (shop, { at }) => [shop, 'ours', { rev: 1, at, title: 'Theirs' }] },
      remove: { kind: 'change', args: (shop, { at }) => [shop, 'ours', { rev: 1, at }] },
    },
    exempt: { ensureIndexes: index },
  }),
  entry<TemplateVersionsRepository, 'ensureIndexes'>({
    file: 'server/mail/templates/own/template-versions.repository.ts',
    create: createTemplateVersions,
    calls: {
      append: { kind: 'fill', args: (shop) => [shop, aTemplateVersion({ shop })] },
      list: { kind: 'read', args: (shop) => [shop, 'ours'] },
      find: { kind: 'read', args: (shop) => [shop, 'ours', 1] },
    },
    exempt: { ensureIndexes: index },
  }),
  entry<CompiledMailsRepository, 'ensureIndexes'>({
    file: 'server/mail/compose/kept/compiled-mails.repository.ts',
    create: createCompiledMails,
    calls: {
      keep: { kind: 'fill', args: (shop) => [shop, 'form', form] },
      find: { kind: 'read', args: (shop) => [shop, 'form'] },
      touch: { kind: 'change', args: (shop) => [shop, 'form'] },
    },
    exempt: { ensureIndexes: index },
  }),
];
