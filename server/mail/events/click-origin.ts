/** What reads mails before people do: gateways that follow every link, and previews. */
const scanners =
  /bot\b|crawl|spider|preview|scanner|proofpoint|mimecast|barracuda|symantec|fireeye|trendmicro|safelinks|urldefense|zscaler|headless|curl\/|wget\/|python-requests|go-http-client|java\/|libwww|okhttp/i;

export interface ClickSigns {
  readonly userAgent: string | undefined;
  /** `Purpose` or `Sec-Purpose`: a browser that only looks ahead says so. */
  readonly purpose?: string | undefined;
}

/** `scanner` when no person opened the link. Programs that pretend to be a browser are taken for a person. */
export const clickOrigin = ({ userAgent = '', purpose = '' }: ClickSigns): 'scanner' | undefined =>
  userAgent === '' || scanners.test(userAgent) || /prefetch|preview/i.test(purpose) ? 'scanner' : undefined;
