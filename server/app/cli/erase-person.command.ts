import { toMerchantDelivery } from '../../insights/privacy/merchant-delivery.ts';
import { asShopId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import { normaliseAddress } from '../../shop/person-digest.ts';
import { createInboxInsert } from '../../shop/inbox/inbox-insert.repository.ts';
import type { Data } from '../wiring/data.ts';
import type { Command } from './command.ts';
import { parseCommandArgs } from './parse-command-args.ts';
import { withData } from './with-database.ts';

interface Erasure {
  /** Under which it is done, and found in the inbox. */
  readonly request: string;
  /** Somebody we hold a contact of; else only what names them is looked for. */
  readonly wasKnown: boolean;
}

/** Throws `not_found` for a shop nobody has installed, `inbox_unavailable` when it can't be stored. */
const ask = async (
  { connection, shop: { shops, contacts }, clock }: Data,
  id: string,
  given: string,
): Promise<Erasure> => {
  const shop = asShopId(id);
  if ((await shops.find(shop)) === undefined)
    throw new EncoreError('not_found', { message: `no shop ${id} is here` });
  const address = normaliseAddress(given);
  const known = await contacts.findByAddress(shop, address);
  const contact = known ?? { address, customerIds: [] };
  const { requestId, ...delivery } = toMerchantDelivery(shop, 'erase', { contact, at: clock.now() });
  const [outcome] = await createInboxInsert(connection)([delivery]);
  if (outcome === 'failed') throw new EncoreError('inbox_unavailable');
  return { request: requestId, wasKnown: known !== undefined };
};

/** For stores whose platform has no word for it; what Shopify asks for comes by itself. */
export const erasePersonCommand: Command = {
  name: 'erase-person',
  summary: 'Erases one person of a shop everywhere, for good.',
  usage: `--shop SHOP ADDRESS

  --shop SHOP   whose customer it is: lumen.myshopify.com, or the host of a WooCommerce store as \`encore doctor\` names it
  ADDRESS       their e-mail address

From this moment nothing more is sent to them. A worker carries it out, usually within a second; a later purchase or opt-in
of the same address is a new person.`,
  run: async (args, io) => {
    const options = { shop: { type: 'string' } } as const;
    const { positionals, values } = parseCommandArgs(args, { options, allowPositionals: true });
    const [address, ...rest] = positionals;
    const { shop } = values;
    if (shop === undefined || address === undefined || rest.length > 0 || !address.includes('@'))
      throw new EncoreError('usage_wrong', { message: 'name one shop and one address' });
    const asked = await withData(io, (data) => ask(data, shop, address));
    io.out(asked, () =>
      asked.wasKnown
        ? `They are being erased (${asked.request}).`
        : `No contact has this address; what names it is being erased all the same (${asked.request}).`,
    );
    return 0;
  },
};
