import { wireLinks } from '../../server/app/wiring/links.ts';
import { createComposer } from '../../server/mail/compose/create-composer.ts';
import { createLiquidSandbox } from '../../server/mail/compose/liquid/liquid-sandbox.ts';
import { builtInTemplates } from '../../server/mail/templates/built-in-templates.ts';
import { composeInputOf } from './bare-mail.ts';
import type { BareMail } from './bare-mail.ts';
import type { Dispatching } from './run-role.ts';
import { dispatchShop } from './world.ts';

const always = (): boolean => true;

/** Renders and sends one mail with the product's own composer and transport, and asks nobody whether it may. */
export const createBareSender = async ({ world, transport }: Dispatching) => {
  const { config, data } = world;
  const composer = createComposer({
    templates: builtInTemplates,
    links: wireLinks(config),
    sandbox: createLiquidSandbox(),
  });
  const shop = await data.shop.shops.find(dispatchShop);
  if (shop === undefined) throw new Error('the shop was not seeded');
  return async (mail: BareMail): Promise<void> => {
    const outcome = await transport.send(
      await composer.compose(composeInputOf(mail, shop, data.clock.now())),
      always,
    );
    if (outcome.kind !== 'accepted') throw new Error(`a mail was ${outcome.kind}`);
  };
};
