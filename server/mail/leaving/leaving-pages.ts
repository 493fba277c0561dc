/** The words people saw: kept with their consent. */
export const leavingTextVersion = 'leave-1';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => escapes[sign] ?? sign);

const styles = `
  :root { color-scheme: light dark; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px; box-sizing: border-box;
    font: 17px/1.6 -apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif; background: #f3f3f0; color: #1c1c1a; }
  main { max-width: 460px; width: 100%; box-sizing: border-box; background: #fff; border-radius: 14px; padding: 40px; text-align: center; }
  h1 { margin: 0 0 12px; font-size: 28px; line-height: 1.2; letter-spacing: -0.4px; }
  p { margin: 0 0 24px; color: #55554f; }
  button { font: inherit; font-weight: 600; width: 100%; padding: 14px 24px; border: 0; border-radius: 8px; background: #1c1c1a; color: #fff; cursor: pointer; }
  button.quiet { background: none; color: inherit; text-decoration: underline; font-weight: 400; }
  button:focus-visible { outline: 3px solid #4b7bec; outline-offset: 2px; }
  @media (prefers-color-scheme: dark) { body { background: #111113; color: #f4f4f2; } main { background: #1b1b1e; } p { color: #b3b3b0; } button { background: #f4f4f2; color: #1c1c1a; } }
`;

interface Page {
  readonly shopName: string;
  readonly title: string;
  readonly words: string;
  readonly form?: { readonly action: 'leave' | 'return'; readonly label: string; readonly quiet?: boolean };
}

const formOf = (form: NonNullable<Page['form']>): string =>
  `<form method="post"><input type="hidden" name="action" value="${form.action}"><button${form.quiet === true ? ' class="quiet"' : ''} type="submit">${form.label}</button></form>`;

const page = ({ shopName, title, words, form }: Page): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${title} · ${escape(shopName)}</title><style>${styles}</style></head>
<body><main><h1>${title}</h1><p>${words}</p>${form === undefined ? '' : formOf(form)}</main></body></html>`;

export const leavePage = (shopName: string): string =>
  page({
    shopName,
    title: 'Unsubscribe?',
    words: `You will get no more mails from ${escape(shopName)} that remind you of something or suggest something.`,
    form: { action: 'leave', label: 'Unsubscribe' },
  });

export const leftPage = (shopName: string): string =>
  page({
    shopName,
    title: 'You’re unsubscribed',
    words: `${escape(shopName)} won’t send you any more of these mails. Left by mistake?`,
    form: { action: 'return', label: 'Subscribe again', quiet: true },
  });

export const returnedPage = (shopName: string): string =>
  page({
    shopName,
    title: 'Welcome back',
    words: `You are subscribed to mails from ${escape(shopName)} again.`,
    form: { action: 'leave', label: 'Unsubscribe', quiet: true },
  });

export const brokenLinkPage = (): string =>
  page({
    shopName: 'Mail',
    title: 'This link doesn’t work',
    words: 'It may have been cut off on its way. Please open it from the mail again, or reply to that mail.',
  });
