import type { SendingView } from '../sending/sending.contract.ts';
import type { DeliverabilityFinding } from './deliverability.contract.ts';

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/** Relaxed, as DMARC has it by default: of one organisation is enough. */
const isWithin = (domain: string, other: string): boolean => domain === other || domain.endsWith(`.${other}`);

const key = 'alignment';

/** Whether what signs the shop's mail (DKIM) is the domain that it says it comes from. */
export const alignmentOf = ({
  from,
  domain,
  dailyLimit,
  canAuthenticate,
}: SendingView): DeliverabilityFinding => {
  const sender = domainOf(from.address);
  if (domain?.state === 'verified' && isWithin(sender, domain.name.toLowerCase()))
    return { key, level: 'ok', says: `Mail from ${sender} is signed by ${domain.name}.`, todo: null };
  if (dailyLimit !== null)
    return {
      key,
      level: 'ok',
      says: `Mail leaves from ${sender}, which is its operator’s and signed by it.`,
      todo: null,
    };
  if (canAuthenticate)
    return {
      key,
      level: 'fail',
      says: `Mail says it comes from ${sender}, and its signature is another’s: nobody has proved ${sender}.`,
      todo: `Prove ${sender}: begin under the sending domain, and add its records to your DNS.`,
    };
  return {
    key,
    level: 'warn',
    says: `Whether your mail server signs for ${sender} can’t be seen from here.`,
    todo: `Look at a mail that arrived: its DKIM signature has to name ${sender}.`,
  };
};
