import { readConfig } from '../config.ts';
import { EncoreError } from '../../lib/errors.ts';
import { wireWooInvite } from '../wiring/woocommerce.ts';
import type { Command } from './command.ts';
import { parseCommandArgs } from './parse-command-args.ts';
import { withData } from './with-database.ts';

/** The environment is that of the web process: the address is its own, and secrets are sealed with its key. */
export const connectWoocommerceCommand: Command = {
  name: 'connect-woocommerce',
  summary: 'Makes an invitation with which the merchant of a WooCommerce store connects it.',
  usage: `STORE_URL

  STORE_URL   where the store is, such as https://shop.example

Prints an address that is good for a day, for this store and for one use. Give it to the merchant: they agree in their own
store. Needs APP_URL and ENCRYPTION_KEY as the web process has them.`,
  run: async (args, io) => {
    const { positionals } = parseCommandArgs(args, { options: {}, allowPositionals: true });
    const [storeUrl, ...rest] = positionals;
    if (storeUrl === undefined || rest.length > 0)
      throw new EncoreError('usage_wrong', { message: 'name one store' });
    const config = readConfig(process.env);
    const address = await withData(io, (data) => wireWooInvite({ config, data })(storeUrl));
    io.out({ address }, () => `Good for a day: ${address}`);
    return 0;
  },
};
