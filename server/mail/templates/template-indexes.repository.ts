import type { Connection } from 'mongoose';
import { createCompiledMails } from '../compose/kept/compiled-mails.repository.ts';
import { createOwnTemplates } from './own/own-templates.repository.ts';
import { createTemplateVersions } from './own/template-versions.repository.ts';

/** Waits until the indexes of templates and of what is made of them exist. */
export const ensureTemplateIndexes = async (connection: Connection): Promise<void> => {
  await Promise.all([
    createOwnTemplates(connection).ensureIndexes(),
    createTemplateVersions(connection).ensureIndexes(),
    createCompiledMails(connection).ensureIndexes(),
  ]);
};
