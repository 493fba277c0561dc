import type { AdminLanguage } from '../../../shop/admin-language.contract.ts';
import type { AdminAssets } from './admin-assets.ts';

interface PageOptions {
  readonly apiKey: string;
  readonly appBridgeUrl: string;
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (char) => escapes[char] ?? '');

const page = (head: string, body: string): string =>
  `<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n${head}\n` +
  `<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>Encore</title>\n</head>\n` +
  `<body>\n${body}\n</body>\n</html>\n`;

/** App Bridge looks for the key in the document and must be the first script in it, neither async nor a module. */
const appBridge = ({ apiKey, appBridgeUrl }: PageOptions): string =>
  `<meta name="shopify-api-key" content="${escapeHtml(apiKey)}">\n<script src="${escapeHtml(appBridgeUrl)}"></script>`;

interface AppPageOptions extends PageOptions {
  readonly assets: AdminAssets;
  /** What the screens are to speak, if the shop has said so. */
  readonly language: AdminLanguage | undefined;
}

export const renderAppPage = (options: AppPageOptions): string => {
  const { script, preloads, styles } = options.assets;
  const head = [
    appBridge(options),
    ...(options.language === undefined
      ? []
      : [`<meta name="encore-language" content="${options.language}">`]),
    ...styles.map((href) => `<link rel="stylesheet" href="${escapeHtml(href)}">`),
    ...preloads.map((href) => `<link rel="modulepreload" href="${escapeHtml(href)}">`),
    `<script type="module" src="${escapeHtml(script)}"></script>`,
  ];
  return page(head.join('\n'), '<div id="app"></div>');
};

/** Asks App Bridge for a token and comes back with it. */
export const renderBouncePage = (options: PageOptions): string =>
  page(
    `${appBridge(options)}\n<script src="/bounce.js" defer></script>`,
    '<p>Opening Encore</p>\n<noscript>Encore needs JavaScript.</noscript>',
  );

export const renderErrorPage = (problem: { readonly code: string; readonly message: string }): string =>
  page(
    '',
    `<h1>Encore can't open here</h1>\n<p>${escapeHtml(problem.message)}</p>\n<p><code>${escapeHtml(problem.code)}</code></p>`,
  );
