/** Enough to recognise someone, too little to copy: `mara@example.com` → `m•••@example.com`. */
export const maskAddress = (address: string): string => {
  const at = address.lastIndexOf('@');
  if (at < 1) return '•••';
  const [first = ''] = address;
  return `${first}•••${address.slice(at)}`;
};
