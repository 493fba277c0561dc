import { asMessageId } from '../../server/lib/brand.ts';
import { createComposer } from '../../server/mail/compose/create-composer.ts';
import { createLiquidSandbox } from '../../server/mail/compose/liquid/liquid-sandbox.ts';
import { createLinks } from '../../server/mail/links/links.ts';
import { builtInTemplates } from '../../server/mail/templates/built-in-templates.ts';
import type { OutgoingMail } from '../../server/mail/transport.ts';
import { cartMail } from '../render/cart-mail.ts';

/** One finished cart mail, and so many of it that a far side tells apart: writing them is what is measured. */
export const createMailPile = async (): Promise<
  (round: string, count: number) => readonly OutgoingMail[]
> => {
  const sandbox = createLiquidSandbox();
  const links = createLinks({ baseUrl: 'https://mail.example', keys: [{ id: '1', secret: 'bench' }] });
  const mail = await createComposer({ templates: builtInTemplates, links, sandbox }).compose(cartMail(0));
  await sandbox.close();
  return (round, count) =>
    Array.from({ length: count }, (_, n) => ({
      ...mail,
      messageId: asMessageId(`${round}-${n}.cart`),
      headers: { ...mail.headers, 'Message-ID': `<${round}-${n}@lumen.example>` },
    }));
};
