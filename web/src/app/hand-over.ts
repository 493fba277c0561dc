const longEnoughMs = 10_000;

/** Gives the browser a file to save, as a link to it would. */
export const handOver = (name: string, content: object): void => {
  const url = URL.createObjectURL(new Blob([JSON.stringify(content, null, 2)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, longEnoughMs);
};
