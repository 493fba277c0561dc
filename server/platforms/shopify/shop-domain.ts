const shopDomainPattern = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/;

/** The permanent domain, by which a shop is known for ever; nothing else is ever sent there. */
export const isShopDomain = (text: string): boolean => text.length <= 100 && shopDomainPattern.test(text);
