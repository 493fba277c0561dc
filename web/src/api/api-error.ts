/** What the server said, or `offline` when it could not be asked. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number, cause?: unknown) {
    super(code, { cause });
    this.name = 'ApiError';
    this.code = code;
    this.status = status;
  }
}

export const codeOf = (error: unknown): string => (error instanceof ApiError ? error.code : 'internal_error');
