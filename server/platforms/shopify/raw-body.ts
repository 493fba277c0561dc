import type { IncomingMessage } from 'node:http';

/** The bytes as they came, or undefined when there are more than the limit; rejects when the sender goes away. */
export const readRawBody = (request: IncomingMessage, limit: number): Promise<Buffer | undefined> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      // Read on without keeping: a sender that is cut off in the middle of writing never sees the answer.
      if (length <= limit) chunks.push(chunk);
      else chunks.length = 0;
    });
    request.on('end', () => {
      if (length > limit) resolve(undefined);
      else resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, length));
    });
    request.on('error', reject);
  });
