/** What the person speaks: Shopify says it of whoever is signed in, else their browser does. */
export const personsLanguages = (): readonly string[] => [
  ...(window.shopify.config.locale === undefined ? [] : [window.shopify.config.locale]),
  ...navigator.languages,
];

/** What the shop had chosen when the document was made. */
export const shopsLanguage = (): string | undefined =>
  document.querySelector<HTMLMetaElement>('meta[name="encore-language"]')?.content;
