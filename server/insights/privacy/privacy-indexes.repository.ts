import type { Connection } from 'mongoose';
import { ensureChangeLogIndexes } from '../changes/change-log.repository.ts';
import { ensureAccessLogIndexes } from './access-log.repository.ts';
import { ensureExportIndexes } from './person-exports.repository.ts';

export const ensurePrivacyIndexes = async (connection: Connection): Promise<void> => {
  await Promise.all([
    ensureAccessLogIndexes(connection),
    ensureChangeLogIndexes(connection),
    ensureExportIndexes(connection),
  ]);
};
