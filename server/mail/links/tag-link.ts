/**
 * Says in the shop's own reports where the visit came from. Nothing that is in the address is lost or rewritten: what
 * follows is appended as text, because parsing and printing would re-encode a signed recovery link.
 */
export const tagLink = (address: string, { flowKey, step }: { flowKey: string; step: string }): string => {
  const [beforeHash = '', hash] = address.split(/#(.*)/s);
  const tags = { utm_source: 'encore', utm_medium: 'email', utm_campaign: flowKey, utm_content: step };
  const fresh = Object.entries(tags).filter(([name]) => !new RegExp(`[?&]${name}=`).test(beforeHash));
  if (fresh.length === 0) return address;
  const query = fresh.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  const joint = beforeHash.includes('?') ? (/[?&]$/.test(beforeHash) ? '' : '&') : '?';
  return `${beforeHash}${joint}${query}${hash === undefined ? '' : `#${hash}`}`;
};
