import { EncoreError } from '../../lib/errors.ts';
import { readConfig } from '../config.ts';
import { wireWooDisconnect } from '../wiring/woocommerce.ts';
import type { Command } from './command.ts';
import { parseCommandArgs } from './parse-command-args.ts';
import { withData } from './with-database.ts';

/** The environment is that of the web process: the store's keys are sealed with its key. */
export const disconnectWoocommerceCommand: Command = {
  name: 'disconnect-woocommerce',
  summary: 'Ends the connection of a WooCommerce store, and forgets the store when asked.',
  usage: `STORE_URL [--forget]

  STORE_URL   where the store is, such as https://shop.example
  --forget    erases everything that is held of it and of its customers; without it the data stays for a return

Takes our webhooks away in the store, forgets its keys and stops its mails. Needs APP_URL and ENCRYPTION_KEY as the web
process has them, and a worker to carry it out.`,
  run: async (args, io) => {
    const options = { forget: { type: 'boolean' } } as const;
    const { positionals, values } = parseCommandArgs(args, { options, allowPositionals: true });
    const [storeUrl, ...rest] = positionals;
    if (storeUrl === undefined || rest.length > 0)
      throw new EncoreError('usage_wrong', { message: 'name one store' });
    const config = readConfig(process.env);
    const forget = values.forget === true;
    const done = await withData(io, (data) => wireWooDisconnect({ config, data })(storeUrl, { forget }));
    io.out(done, () => {
      const how = done.wasConnected ? 'Disconnected' : 'It was not connected';
      const left = done.left === undefined ? '' : ` Its webhooks are still in the store (${done.left}).`;
      return `${how}; ${done.removed} webhooks taken away.${left}${forget ? ' Everything of it is being erased.' : ''}`;
    });
    return 0;
  },
};
