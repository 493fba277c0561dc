import { createCompiledMails } from '../../mail/compose/kept/compiled-mails.repository.ts';
import type { CompiledMailsRepository } from '../../mail/compose/kept/compiled-mails.repository.ts';
import { createOwnTemplates } from '../../mail/templates/own/own-templates.repository.ts';
import type { OwnTemplatesRepository } from '../../mail/templates/own/own-templates.repository.ts';
import { createTemplateVersions } from '../../mail/templates/own/template-versions.repository.ts';
import type { TemplateVersionsRepository } from '../../mail/templates/own/template-versions.repository.ts';
import type { Connection } from 'mongoose';
import type { ShopId } from '../../lib/brand.ts';
import { digest } from '../../lib/digest.ts';
import type { KeptMail } from '../../mail/kept/kept-mail.ts';
import { createKeptMails } from '../../mail/kept/kept-mails.repository.ts';
import { createMailKeeper } from '../../mail/kept/kept-mails.system.repository.ts';
import { createPreviewPages } from '../../mail/preview/preview-pages.repository.ts';
import type { PreviewPages } from '../../mail/preview/preview-pages.repository.ts';
import { createTestMailCounts } from '../../mail/templates/test-mail-counts.repository.ts';
import type { TestMailCounts } from '../../mail/templates/test-mail-counts.repository.ts';
import { lumen } from '../flows/life-world.ts';
import { aForm, aKeptMail, anOwnTemplate, aTemplateVersion } from '../mail/template-builders.ts';
import { entry } from './entry.ts';
import type { Known } from './entry.ts';

const page = { html: '<p>Hello</p>', until: new Date(Date.now() + 600_000) };
/** Its name is made of the shop and the page. */
const pageOfLumen = digest('preview', lumen, '', page.html);
const index = 'makes indexes, reads no rows';
const keptMailOf = (shop: ShopId, { contact, message, at }: Known): KeptMail =>
  aKeptMail({ shop, contact, message, sentAt: at });

/** Each mail names its own shop; here all of one write are the asking shop's. */
const createKeptOf = (connection: Connection) => {
  const { find } = createKeptMails(connection);
  const { keep } = createMailKeeper(connection);
  return { keep: (shop: ShopId, known: Known) => keep([keptMailOf(shop, known)]), find };
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
      keep: { kind: 'fill', args: (shop) => [shop, 'form', aForm] },
      find: { kind: 'read', args: (shop) => [shop, 'form'] },
      touch: { kind: 'change', args: (shop) => [shop, 'form'] },
    },
    exempt: { ensureIndexes: index },
  }),
  entry({
    file: 'server/mail/kept/kept-mails.repository.ts',
    create: createKeptOf,
    calls: {
      keep: { kind: 'fill', args: (shop, known) => [shop, known] },
      find: { kind: 'read', args: (shop, { message }) => [shop, message] },
    },
  }),
  entry<PreviewPages, 'ensureIndexes'>({
    file: 'server/mail/preview/preview-pages.repository.ts',
    create: createPreviewPages,
    calls: {
      put: { kind: 'fill', args: (shop) => [shop, page] },
      find: { kind: 'read', args: (shop) => [shop, pageOfLumen] },
    },
    exempt: { ensureIndexes: index },
  }),
  entry<TestMailCounts, 'ensureIndexes'>({
    file: 'server/mail/templates/test-mail-counts.repository.ts',
    create: createTestMailCounts,
    calls: { take: { kind: 'fill', args: (shop) => [shop] } },
    exempt: { ensureIndexes: index },
  }),
];
