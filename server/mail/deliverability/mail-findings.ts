import type { OutgoingMail } from '../transport.ts';
import type { DeliverabilityFinding } from './deliverability.contract.ts';
import { partsOf } from './mail-parts.ts';
import type { MailParts } from './mail-parts.ts';

type Finding = DeliverabilityFinding;

/** Gmail shows 102 kB of a mail's HTML and hides the rest, its way out included. */
const mostBytes = 100_000;
const manyBytes = 85_000;

const kilobytes = (bytes: number): string => `${Math.round(bytes / 1000)} kB`;

const size = ({ html }: OutgoingMail): Finding => {
  const bytes = Buffer.byteLength(html);
  const says = `It is ${kilobytes(bytes)} long.`;
  if (bytes < manyBytes) return { key: 'size', level: 'ok', says, todo: null };
  const todo =
    'Take blocks or products out: beyond 102 kB Gmail hides the rest, its unsubscribe link included.';
  return { key: 'size', level: bytes < mostBytes ? 'warn' : 'fail', says, todo };
};

/** SpamAssassin counts pictures with fewer than 400 bytes of words against a mail (HTML_IMAGE_ONLY_04). */
const fewestBytes = 400;

const balance = ({ text, pictures }: MailParts): Finding => {
  const bytes = Buffer.byteLength(text);
  const says = `${pictures.length} pictures stand beside ${bytes} bytes of words.`;
  if (pictures.length > 0 && bytes < fewestBytes)
    return { key: 'balance', level: 'warn', says, todo: 'Say in words what the pictures show.' };
  const silent = pictures.filter(({ alt }) => alt === undefined).length;
  return silent === 0
    ? { key: 'balance', level: 'ok', says, todo: null }
    : {
        key: 'balance',
        level: 'warn',
        says: `${silent} of ${pictures.length} pictures have no words for who sees none.`,
        todo: 'Give each an alternative text.',
      };
};

/** RFC 8058, as Gmail and Yahoo ask for it: one address over https, the header that says it takes a POST, and a link to see. */
const unsubscribe = ({ headers }: OutgoingMail, { links }: MailParts): Finding => {
  const address = /<(https?:\/\/[^>]+)>/.exec(headers['List-Unsubscribe'] ?? '')?.[1];
  const isOneClick = headers['List-Unsubscribe-Post'] === 'List-Unsubscribe=One-Click';
  const finding = (level: Finding['level'], says: string, todo: string | null): Finding => ({
    key: 'unsubscribe',
    level,
    says,
    todo,
  });
  if (address === undefined || !isOneClick)
    return finding('fail', 'Nobody can leave with one click.', 'Send it with both List-Unsubscribe headers.');
  if (!links.includes(address))
    return finding('fail', 'It shows no way to unsubscribe.', 'Add the footer block to its template.');
  return address.startsWith('https:')
    ? finding('ok', 'One click is enough to leave, in the mailbox and in the mail.', null)
    : finding('warn', 'Its way out is not https, so no mailbox shows it.', 'Serve APP_URL over https.');
};

/** What can be said of a finished mail without asking anybody. */
export const findingsOfMail = (mail: OutgoingMail): readonly Finding[] => {
  const parts = partsOf(mail.html);
  return [size(mail), balance(parts), unsubscribe(mail, parts)];
};
