import type { ShopId } from '../../../lib/brand.ts';
import type { CompiledMail } from '../compiled-mail.ts';
import type { Theme } from '../theme.ts';

/** A mail as it is for everybody, and the theme that its rows are printed in. */
export interface CompiledForm {
  readonly mail: CompiledMail;
  readonly theme: Theme;
}

/** Compiled forms by the digest of all that they are made of: what is stored once is compiled by nobody again. */
export interface CompiledMails {
  /** Undefined where there is none, or one that can't be read: it is compiled again then. */
  find(shop: ShopId, id: string): Promise<CompiledForm | undefined>;
  keep(shop: ShopId, id: string, form: CompiledForm): Promise<void>;
  /** Puts its end off: something still goes out in it. */
  touch(shop: ShopId, id: string): Promise<void>;
}
