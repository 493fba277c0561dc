import type { Connection } from '../database.ts';
import type { Meters } from './meters.ts';

/** Watching the commands themselves would make the driver copy each of them. */
export const meterDatabase = (connection: Connection, meters: Meters): void => {
  connection.getClient().on('connectionCheckedOut', () => meters.count('encore_database_commands_total'));
};
