import { isIP } from 'node:net';
import { isPublicAddress } from './public-address.ts';

const ports = ['', '443', '8443'];
const longest = 2000;

/** A literal address in a parsed URL, without its brackets; `2130706433` and `0x7f.1` were made `127.0.0.1` by then. */
export const literalAddress = ({ hostname }: URL): string | undefined => {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(bare) === 0 ? undefined : bare;
};

/** What a name is checked for only once it is resolved, a literal is checked for here. */
const literalIsPublic = (url: URL): boolean => {
  const literal = literalAddress(url);
  return literal === undefined || isPublicAddress(literal);
};

/** Why this address is never called, or undefined. Whatever a merchant may type has to pass it. */
export const faultOfUrl = (text: string): string | undefined => {
  const url = URL.parse(text);
  if (url === null || text.length > longest) return 'must be an address of 2,000 characters at most';
  if (url.protocol !== 'https:') return 'must begin with https://';
  if (url.username !== '' || url.password !== '') return 'must not carry a name or a password';
  if (!ports.includes(url.port)) return 'may name the ports 443 and 8443 only';
  return literalIsPublic(url) ? undefined : 'must be in the public internet';
};
