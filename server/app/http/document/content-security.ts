export interface FrameOptions {
  /** A verified or at least well-formed shop domain; without one nobody may frame the page. */
  readonly shop: string | undefined;
  /** Where App Bridge comes from, unless it comes from us. */
  readonly scriptOrigins: readonly string[];
  /** The demo's own admin frame. */
  readonly framedBySelf: boolean;
}

const frameAncestors = ({ shop, framedBySelf }: FrameOptions): string => {
  if (shop === undefined) return "'none'";
  return [`https://${shop}`, 'https://admin.shopify.com', ...(framedBySelf ? ["'self'"] : [])].join(' ');
};

/** The two style attributes by which Polaris 13 measures the scroll bar; `unsafe-hashes` allows these and no others. */
const scrollbarProbe = [
  "'unsafe-hashes'",
  "'sha256-QPy5zGEcgJF2y9uZ6f6kJJM3Yjn5TLSiMk4Yn/FqfxQ='",
  "'sha256-9PXU9ctHkYu+kAmEuAGDoNW6RQM+FRlSaiM8WKwp0BU='",
].join(' ');

/** One policy for every document: nothing inline runs, nobody but the shop's admin frames it. */
export const contentSecurityPolicy = (options: FrameOptions): string => {
  const origins = ["'self'", ...options.scriptOrigins].join(' ');
  return [
    "default-src 'none'",
    `script-src ${origins}`,
    `style-src ${origins}`,
    `style-src-attr ${scrollbarProbe}`,
    `img-src ${origins} data:`,
    "font-src 'self'",
    "connect-src 'self'",
    // Mails to look at, which bring a stricter policy of their own.
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${frameAncestors(options)}`,
  ].join('; ');
};
