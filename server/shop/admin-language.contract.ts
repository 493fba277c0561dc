/** What the screens of the admin can speak, as BCP 47 tags. */
export const adminLanguages = ['en', 'de', 'fr', 'es', 'zh-Hans'] as const;
export type AdminLanguage = (typeof adminLanguages)[number];
