import type { ContactRef } from '../../insights/explain/explain-deps.ts';
import { asContactId, asFlowId, asShopId } from '../../lib/brand.ts';
import type { ShopId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import { createShopSystemRepository } from '../../shop/shops.system.repository.ts';
import { wireExplain } from '../wiring/explain.ts';
import { wireFlows } from '../wiring/flows.ts';
import type { Data } from '../wiring/data.ts';
import type { Command } from './command.ts';
import { parseCommandArgs } from './parse-command-args.ts';
import { storyText } from './story-text.ts';
import { withData } from './with-database.ts';

const options = {
  shop: { type: 'string' },
  contact: { type: 'string' },
  address: { type: 'string' },
  customer: { type: 'string' },
  flow: { type: 'string' },
} as const;

const usageWrong = (message: string): EncoreError => new EncoreError('usage_wrong', { message });

const parse = (args: readonly string[]) => {
  const { values } = parseCommandArgs(args, { options });
  const { contact, address, customer, shop, flow } = values;
  const refs: readonly ContactRef[] = [
    ...(contact === undefined ? [] : [{ id: asContactId(contact) }]),
    ...(address === undefined ? [] : [{ address }]),
    ...(customer === undefined ? [] : [{ customerId: customer }]),
  ];
  const [ref, second] = refs;
  if (ref === undefined || second !== undefined)
    throw usageWrong('say who: one of --contact, --address and --customer');
  return { ref, shop, flow: flow === undefined ? undefined : asFlowId(flow) };
};

/** The only installed shop needn't be named. */
const shopOf = async ({ connection }: Data, named: string | undefined): Promise<ShopId> => {
  if (named !== undefined) return asShopId(named);
  const [only, other] = await createShopSystemRepository(connection).listInstalled();
  if (only === undefined || other !== undefined)
    throw usageWrong('say which shop: --shop name.myshopify.com');
  return only;
};

export const explainCommand: Command = {
  name: 'explain',
  summary: "Tells one person's story: what was decided about them, why, and what comes next.",
  usage: `[--shop SHOP] (--contact ID | --address ADDRESS | --customer ID) [--flow FLOW]

  --shop SHOP        name.myshopify.com; the only installed shop unless told
  --contact ID       Encore's own id of the person
  --address ADDRESS  their address
  --customer ID      the platform's id of the customer
  --flow FLOW        only this flow`,
  run: async (args, io) => {
    const { ref, shop, flow } = parse(args);
    const story = await withData(io, async (data) => {
      const explain = wireExplain(data, wireFlows(data, io.logger));
      return explain({ shop: await shopOf(data, shop), contact: ref, flow });
    });
    if (story === null) throw new EncoreError('not_found', { message: 'The shop knows nobody like that.' });
    io.out(story, () => storyText(story));
    return 0;
  },
};
