import { ApiError } from './api-error.ts';

interface CallOptions {
  readonly method?: 'GET' | 'PATCH' | 'POST';
  readonly body?: object;
  readonly signal?: AbortSignal;
}

// The server's tests hold every answer against the contract whose type is claimed here.
const parseAnswer: <Answer>(text: string) => Answer = JSON.parse;

const request = async (path: string, { method = 'GET', body, signal }: CallOptions): Promise<Response> => {
  const token = await window.shopify.idToken();
  const headers: Record<string, string> = { Authorization: `Bearer ${token}`, Accept: 'application/json' };
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
    headers['Idempotency-Key'] = crypto.randomUUID();
  }
  return fetch(`/api${path}`, {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  });
};

const codeIn = (text: string): string => {
  try {
    return parseAnswer<{ error?: { code?: string } }>(text).error?.code ?? 'internal_error';
  } catch {
    return 'internal_error';
  }
};

const attempt = async (path: string, options: CallOptions): Promise<Response> => {
  try {
    return await request(path, options);
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw new ApiError('offline', 0, cause);
  }
};

/** Id tokens live for a minute: a 401 is answered with a new one, once. */
const answered = async (path: string, options: CallOptions): Promise<Response> => {
  const first = await attempt(path, options);
  const response = first.status === 401 ? await attempt(path, options) : first;
  if (!response.ok) throw new ApiError(codeIn(await response.text()), response.status);
  return response;
};

/** Throws `ApiError`. */
export const callApi = async <Answer>(path: string, options: CallOptions = {}): Promise<Answer> =>
  parseAnswer<Answer>(await (await answered(path, options)).text());

/** A file; where the line breaks in the middle there is none. Throws `ApiError`. */
export const callFile = async (path: string, options: CallOptions): Promise<Blob> => {
  const response = await answered(path, options);
  try {
    return await response.blob();
  } catch (cause) {
    throw new ApiError('offline', 0, cause);
  }
};
