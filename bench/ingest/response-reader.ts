const headEnd = '\r\n\r\n';

/** Takes what a socket gave so far: the status of the one answer in it, or undefined while it is not complete. */
export const statusOf = (received: string): number | undefined => {
  const end = received.indexOf(headEnd);
  if (end === -1) return undefined;
  const head = received.slice(0, end);
  const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
  if (Buffer.byteLength(received, 'latin1') < end + headEnd.length + length) return undefined;
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0);
};
