/**
 * The same address with one more parameter, set as text: nothing that is in it is lost or written anew, for printing a
 * parsed address would re-encode a signed link. One of that name stays as it is.
 */
export const withParameter = (address: string, name: string, value: string): string => {
  const hashAt = address.indexOf('#');
  const before = hashAt === -1 ? address : address.slice(0, hashAt);
  if (before.includes(`?${name}=`) || before.includes(`&${name}=`)) return address;
  const joint = before.includes('?') ? (/[?&]$/.test(before) ? '' : '&') : '?';
  const hash = hashAt === -1 ? '' : address.slice(hashAt);
  return `${before}${joint}${name}=${encodeURIComponent(value)}${hash}`;
};
