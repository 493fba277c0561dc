import { sleep } from '../../../../lib/clock.ts';
import { createSessionToken, embeddedHost } from '../../../../testing/fake-shopify/session-token.ts';

interface InstallOptions {
  readonly appUrl: string;
  readonly shop: string;
  readonly apiKey: string;
  readonly apiSecret: string;
}

/** Where Shopify's admin would point the app's frame; the token lives a minute. */
export const embeddedAppPath = (options: Omit<InstallOptions, 'appUrl'>, path = '/'): string => {
  const query = new URLSearchParams({
    shop: options.shop,
    host: embeddedHost(options.shop),
    embedded: '1',
    id_token: createSessionToken(options),
  });
  return `${path}?${query.toString()}`;
};

const isOk = async (url: string): Promise<boolean> => {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(15_000) });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
};

/** Opens the app as a merchant who just installed it would, until it answers: that is what makes it fetch its token and our past. */
export const installEncore = async (options: InstallOptions, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    const isReady = await isOk(`${options.appUrl}/readyz`);
    if (isReady && (await isOk(options.appUrl + embeddedAppPath(options)))) return;
    await sleep(200, signal);
  }
};
