import { createSecretBox } from '../../lib/secret-box.ts';
import { readConfig } from '../config.ts';
import { createSealedFields } from '../operations/sealed-fields.system.repository.ts';
import type { Rotated } from '../operations/sealed-fields.system.repository.ts';
import type { Command } from './command.ts';
import { parseCommandArgs } from './parse-command-args.ts';
import { withDatabase } from './with-database.ts';

const sum = (rows: readonly Rotated[], key: 'found' | 'resealed' | 'lost'): number =>
  rows.reduce((total, row) => total + row[key], 0);

/** Without `--dry-run` what is left afterwards is sealed with the newest key or opens nowhere. */
export const rotateKeysCommand: Command = {
  name: 'rotate-keys',
  summary: 'Seals with ENCRYPTION_KEY whatever older keys have sealed.',
  usage: `[--dry-run]

  --dry-run   counts, and changes nothing

Needs ENCRYPTION_KEY and ENCRYPTION_KEY_PREVIOUS as the web process has them. Workers may go on meanwhile; stopped, it goes on
where it was when it is run again. Exits 1 when something is sealed with a key that is none of these.`,
  run: async (args, io) => {
    const { values } = parseCommandArgs(args, { options: { 'dry-run': { type: 'boolean' } } });
    const dryRun = values['dry-run'] === true;
    const { encryptionKey, previousKeys } = readConfig(process.env);
    const box = createSecretBox([encryptionKey, ...previousKeys]);
    const places = await withDatabase(io, async (connection): Promise<readonly Rotated[]> => {
      const fields = createSealedFields(connection, box);
      if (!dryRun) return fields.rotate(io.signal);
      return (await fields.count()).map((one) => ({ ...one, resealed: 0, overtaken: 0, lost: 0 }));
    });
    const lost = sum(places, 'lost');
    io.out({ dryRun, places }, () =>
      dryRun
        ? `${sum(places, 'found')} secrets are sealed with an older key.`
        : `Sealed ${sum(places, 'resealed')} secrets anew${lost === 0 ? '' : `; ${lost} open with none of the keys`}.`,
    );
    return lost === 0 ? 0 : 1;
  },
};
