/** What web and worker of a benchmark are told; nothing of it is secret. */
export const benchEnvironment = (uri: string, providerUrl: string): Readonly<Record<string, string>> => ({
  MONGODB_URI: uri,
  SHOPIFY_API_KEY: 'bench',
  SHOPIFY_API_SECRET: 'bench secret',
  APP_URL: 'https://mail.example',
  ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
  SENDGRID_API_KEY: 'SG.bench',
  SENDGRID_BASE_URL: providerUrl,
});
