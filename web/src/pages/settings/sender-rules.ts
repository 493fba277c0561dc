/** The server's own rules, said before it has to: one line without < > ", 100 characters at most. */
export const isSenderName = (name: string): boolean => {
  const trimmed = name.trim();
  return trimmed.length > 0 && trimmed.length <= 100 && /^[^\p{Cc}<>"]*$/u.test(trimmed);
};

/** Whether it looks like an address at all; the server has the last word. */
export const isAddress = (text: string): boolean =>
  text.length <= 254 && /^[^\s@<>"]+@[^\s@<>".]+(\.[^\s@<>".]+)+$/.test(text);
