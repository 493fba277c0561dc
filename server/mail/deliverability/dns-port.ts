import { Resolver } from 'node:dns/promises';

/** What the doctor asks of DNS. */
export interface DnsPort {
  /** Each record in one piece; empty when there are none. Throws when nobody answers. */
  txt(name: string): Promise<readonly string[]>;
}

const nothing = new Set(['ENOTFOUND', 'ENODATA']);

const isNothing = (error: unknown): boolean => {
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' && nothing.has(code);
};

export interface DnsOptions {
  /** `address:port`; the machine's own unless told. */
  readonly servers?: readonly string[] | undefined;
  readonly timeoutMs?: number | undefined;
}

/** A record may be cut into pieces of 255 bytes; they belong together. */
export const createDns = ({ servers, timeoutMs = 3000 }: DnsOptions = {}): DnsPort => {
  const resolver = new Resolver({ timeout: timeoutMs, tries: 2 });
  if (servers !== undefined) resolver.setServers(servers);
  return {
    txt: async (name) => {
      try {
        return (await resolver.resolveTxt(name)).map((pieces) => pieces.join(''));
      } catch (error) {
        if (isNothing(error)) return [];
        throw error;
      }
    },
  };
};
