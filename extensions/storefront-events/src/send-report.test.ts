import { afterEach, describe, expect, it } from '@jest/globals';
import type { Report } from './reports.ts';
import { sendReport } from './send-report.ts';

const before = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = before;
});

const report: Report = {
  key: 'k',
  visitor: 'v',
  events: [{ id: 'e', name: 'product_viewed', at: '2026-03-02T09:00:00.000Z', productIds: ['1'] }],
};

describe('sending', () => {
  it('needs no permission asked first, and outlives the page', async () => {
    const asked: [unknown, RequestInit | undefined][] = [];
    globalThis.fetch = async (url, init) => {
      asked.push([url, init]);
      return Response.error();
    };

    await sendReport('https://encore.example/events', report);

    const [[url, init] = []] = asked;
    expect(url).toBe('https://encore.example/events');
    expect(init).toEqual({ method: 'POST', body: JSON.stringify(report), keepalive: true });
  });

  it('never troubles the shop when it fails', async () => {
    globalThis.fetch = () => Promise.reject(new TypeError('offline'));

    await expect(sendReport('https://encore.example/events', report)).resolves.toBeUndefined();
  });
});
