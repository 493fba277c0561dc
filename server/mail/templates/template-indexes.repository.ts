import type { Connection } from 'mongoose';
import { createCompiledMails } from '../compose/kept/compiled-mails.repository.ts';
import { createKeptMails } from '../kept/kept-mails.repository.ts';
import { createPreviewPages } from '../preview/preview-pages.repository.ts';
import { createTestMailCounts } from './test-mail-counts.repository.ts';
import { createOwnTemplates } from './own/own-templates.repository.ts';
import { createTemplateVersions } from './own/template-versions.repository.ts';

/** Waits until the indexes of templates and of what is made of them exist. */
export const ensureTemplateIndexes = async (connection: Connection): Promise<void> => {
  await Promise.all([
    createOwnTemplates(connection).ensureIndexes(),
    createTemplateVersions(connection).ensureIndexes(),
    createCompiledMails(connection).ensureIndexes(),
    createKeptMails(connection).ensureIndexes(),
    createPreviewPages(connection).ensureIndexes(),
    createTestMailCounts(connection).ensureIndexes(),
  ]);
};
