import { randomToken } from '../../../lib/digest.ts';
import { silentLogger } from '../../../lib/logger.ts';
import { createGuardedRequest } from '../../../lib/outgoing/guarded-request.ts';
import { createLiquidSandbox } from '../../../mail/compose/liquid/liquid-sandbox.ts';
import { createLinkCheck } from '../../../mail/deliverability/link-check.ts';
import { lookAtMails } from '../../../mail/deliverability/live-mail.ts';
import { createLinks } from '../../../mail/links/links.ts';
import { createShopSystemRepository } from '../../../shop/shops.system.repository.ts';
import type { Connection } from '../../database.ts';
import { wireLiveMails } from '../../wiring/live-mails.ts';
import type { ShopMails } from './check.ts';

/** Writing a shop's mails takes a second; the API tells each merchant of theirs. */
const mostShops = 20;

/** The doctor has no keys: its links lead nowhere, and are as long as real ones. */
export const lookAtLiveMails = async (
  connection: Connection,
  now: () => Date,
): Promise<readonly ShopMails[]> => {
  const keys = [{ id: 'doctor', secret: randomToken(32) }];
  const links = createLinks({ baseUrl: 'https://mail.example.invalid', keys });
  const check = createLinkCheck({ request: createGuardedRequest({ timeoutMs: 3000, maxAnswerBytes: 1000 }) });
  const sandbox = createLiquidSandbox();
  try {
    const shops = await createShopSystemRepository(connection).listInstalled();
    const liveMails = wireLiveMails({
      connection,
      links,
      sandbox,
      logger: silentLogger,
      senderOf: async ({ sender }) => sender,
      now,
    });
    const looked: ShopMails[] = [];
    for (const shop of shops.slice(0, mostShops))
      looked.push({ shop, mails: [...(await lookAtMails({ links, check }, await liveMails(shop)))] });
    return looked;
  } finally {
    await sandbox.close();
  }
};
