/** Words of the frame of every mail. More languages come as more entries. */
export const labelsFor = (shopName: string): Readonly<Record<string, string>> => ({
  total: 'Total',
  why: `You get this mail because you subscribed to news from ${shopName}.`,
  unsubscribe: 'Unsubscribe',
});
