const longest = 254;
const syntax = /^[^\s@<>()[\]\\,;:"]+@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,}$/u;

/** What a provider would take: one address, no display name, no line break, a domain with a dot. */
export const isEmailAddress = (text: string): boolean => {
  if (text.length > longest || !syntax.test(text)) return false;
  const local = text.slice(0, text.lastIndexOf('@'));
  return local.length <= 64 && !local.startsWith('.') && !local.endsWith('.') && !local.includes('..');
};
