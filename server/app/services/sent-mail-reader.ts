import { asMessageId } from '../../lib/brand.ts';
import type { ShopId } from '../../lib/brand.ts';
import type { CompiledMails } from '../../mail/compose/kept/compiled-mails.ts';
import type { LiquidSandbox } from '../../mail/compose/liquid/liquid-sandbox.ts';
import type { KeptMail } from '../../mail/kept/kept-mail.ts';
import type { KeptMails } from '../../mail/kept/kept-mails.repository.ts';
import { showKeptMail } from '../../mail/kept/show-kept-mail.ts';
import type { ShownMail } from '../../mail/kept/show-kept-mail.ts';
import { signPreview } from '../../mail/preview/show-preview.ts';
import type { PreviewDeps, SignedPreview } from '../../mail/preview/show-preview.ts';

export interface SentMail {
  readonly kept: KeptMail;
  readonly shown: ShownMail;
  readonly page: SignedPreview;
}

export interface SentMailReader {
  /** Undefined for a mail that never left, that nothing is kept of, or not any more. */
  read(shop: ShopId, message: string): Promise<SentMail | undefined>;
}

export interface SentMailDeps {
  readonly mails: Pick<KeptMails, 'find'>;
  readonly compiled: Pick<CompiledMails, 'find'>;
  readonly sandbox: LiquidSandbox;
  readonly previews: PreviewDeps;
}

export const createSentMailReader = (deps: SentMailDeps): SentMailReader => ({
  read: async (shop, message) => {
    const kept = await deps.mails.find(shop, asMessageId(message));
    const shown = kept === null ? undefined : await showKeptMail(deps, kept);
    if (kept === null || shown === undefined) return undefined;
    const page = await signPreview(deps.previews, shop, { html: shown.html, contact: kept.contact });
    return { kept, shown, page };
  },
});
