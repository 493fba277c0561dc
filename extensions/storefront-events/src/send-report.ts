import type { Report } from './reports.ts';

/**
 * Plain text, so that the browser asks no permission first; `keepalive`, so that leaving the page doesn't cut it off. A look
 * that could not be told is lost, and that is all right: nothing is tried again on a customer's battery.
 */
export const sendReport = async (endpoint: string, report: Report): Promise<void> => {
  try {
    await fetch(endpoint, { method: 'POST', body: JSON.stringify(report), keepalive: true });
  } catch {
    // Offline, or an ad blocker: neither is the shop's business.
  }
};
