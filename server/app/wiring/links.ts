import { hkdfSync } from 'node:crypto';
import { digest } from '../../lib/digest.ts';
import { createLinks } from '../../mail/links/links.ts';
import type { Links } from '../../mail/links/links.ts';
import type { LinkKey } from '../../mail/links/signed-token.ts';
import type { Config } from '../config.ts';

const linkKeyOf = (key: Buffer): LinkKey => {
  const secret = Buffer.from(hkdfSync('sha256', key, '', 'encore links v1', 32)).toString('base64');
  return { id: digest('link-key', secret).slice(0, 8), secret };
};

/**
 * Links in mails outlive every session: their keys are their own, derived from those that are kept. The oldest also answers
 * to the name that it had while there was only one.
 */
export const wireLinks = ({
  appUrl,
  encryptionKey,
  previousKeys,
}: Pick<Config, 'appUrl' | 'encryptionKey' | 'previousKeys'>): Links => {
  const oldest = linkKeyOf(previousKeys.at(-1) ?? encryptionKey);
  const keys = [encryptionKey, ...previousKeys].map(linkKeyOf);
  return createLinks({ baseUrl: appUrl, keys: [...keys, { ...oldest, id: '1' }] });
};
