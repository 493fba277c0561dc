const names = (address: string, parameter: string): boolean =>
  address.includes(`?${parameter}=`) || address.includes(`&${parameter}=`);

/**
 * Says in the shop's own reports where the visit came from. Nothing that is in the address is lost or rewritten: what
 * follows is appended as text, because parsing and printing would re-encode a signed recovery link.
 */
export const tagLink = (address: string, { flowKey, step }: { flowKey: string; step: string }): string => {
  const hashAt = address.indexOf('#');
  const beforeHash = hashAt === -1 ? address : address.slice(0, hashAt);
  const tags = { utm_source: 'encore', utm_medium: 'email', utm_campaign: flowKey, utm_content: step };
  const fresh = Object.entries(tags).filter(([name]) => !names(beforeHash, name));
  if (fresh.length === 0) return address;
  const query = fresh.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  const joint = beforeHash.includes('?') ? (/[?&]$/.test(beforeHash) ? '' : '&') : '?';
  return `${beforeHash}${joint}${query}${hashAt === -1 ? '' : address.slice(hashAt)}`;
};
