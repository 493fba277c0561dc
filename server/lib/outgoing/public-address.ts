import { BlockList, isIP } from 'node:net';

const blocked4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
];

/** Inside the global unicast block: special ones, and those that carry an IPv4 address along (Teredo, 6to4). */
const blocked6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const listOf = (family: 'ipv4' | 'ipv6', subnets: readonly string[]): BlockList => {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [net = '', prefix = ''] = subnet.split('/');
    list.addSubnet(net, Number(prefix), family);
  }
  return list;
};

const special4 = listOf('ipv4', blocked4);
const special6 = listOf('ipv6', blocked6);
const unicast6 = listOf('ipv6', ['2000::/3']);
const loopback = listOf('ipv4', ['127.0.0.0/8']);

/**
 * Whether the address is somewhere in the public internet. Of IPv6 only global unicast is: mapped IPv4 (`::ffff:…`), NAT64,
 * unique local and link-local addresses all lie outside of it.
 */
export const isPublicAddress = (address: string): boolean => {
  const family = isIP(address);
  if (family === 4) return !special4.check(address, 'ipv4');
  return family === 6 && unicast6.check(address, 'ipv6') && !special6.check(address, 'ipv6');
};

export const isLoopback = (address: string): boolean =>
  isIP(address) === 4 ? loopback.check(address, 'ipv4') : address === '::1';
