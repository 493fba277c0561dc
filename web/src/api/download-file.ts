/** Hands a file to the browser, which asks where to or keeps it among its downloads. */
export const downloadFile = (content: Blob, name: string): void => {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // Only later: the click is followed after this turn.
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 60_000);
};
