import { withParameter } from '../../lib/with-parameter.ts';

const namesCheckout = /\/(checkouts?|cart)(\/|$)/;

const originOf = (address: string): string | undefined => URL.parse(address)?.origin;

/**
 * A checkout and a cart take the code as the parameter `discount`; any other page of the shop is reached through
 * `/discount/CODE`, which puts it into the session first. Other sites know nothing of it.
 */
export const carryDiscount = (target: string, code: string, shopUrl: string): string => {
  const url = URL.parse(target);
  if (url === null) return target;
  if (namesCheckout.test(url.pathname)) return withParameter(target, 'discount', code);
  if (url.origin !== originOf(shopUrl)) return target;
  const redirect = `${url.pathname}${url.search}${url.hash}`;
  const shop = shopUrl.replace(/\/+$/, '');
  return `${shop}/discount/${encodeURIComponent(code)}?redirect=${encodeURIComponent(redirect)}`;
};
