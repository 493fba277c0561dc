import type { RequestHandler } from 'express';

const isLoopbackAddress = (address: string | undefined): boolean =>
  address === '::1' || /^(::ffff:)?127\./.test(address ?? '');

/** A page of another site could name us by a host it controls (DNS rebinding): the name must be local too. */
const isLoopbackHost = (host: string | undefined): boolean =>
  /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/.test(host ?? '');

/** The demo's own routes answer nobody but this machine; to others they do not exist. */
export const loopbackOnly: RequestHandler = (request, response, next) => {
  if (isLoopbackAddress(request.socket.remoteAddress) && isLoopbackHost(request.headers.host)) return next();
  response.status(404).json({ error: { code: 'not_found', message: 'There is nothing here.' } });
};
