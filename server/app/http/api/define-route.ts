import { z } from 'zod';
import { EncoreError } from '../../../lib/errors.ts';
import type { ApiSession } from './api-deps.ts';
import { noInput } from './no-input.ts';

/** What a route says of itself: the router mounts it and the OpenAPI document lists it from the same object. */
export interface RouteSchemas<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
}

/** A file that is sent as it is made. */
export interface DownloadType {
  readonly media: 'text/csv';
  readonly file: string;
}

interface RouteSpec<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
> extends RouteSchemas<Params, Query, Body> {
  readonly method: 'get' | 'patch' | 'post';
  /** Below /api, in Express's words: `/flows/:flow`. */
  readonly path: string;
  readonly name: string;
  readonly summary: string;
  readonly answer: Answer;
  /**
   * Shows personal data, or changes who may send as the shop: who asked is logged before it is answered, with the id of whom
   * it is about; '' for a list of many and for nobody.
   */
  about?(params: z.output<Params>, answer: z.output<Answer>): string;
  handle(input: {
    readonly session: ApiSession;
    readonly params: z.output<Params>;
    readonly query: z.output<Query>;
    readonly body: z.output<Body>;
  }): Promise<z.output<Answer>>;
}

export interface RawInput {
  readonly session: ApiSession;
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

export interface ApiRoute extends RouteSchemas<z.ZodType, z.ZodType, z.ZodType> {
  readonly method: 'get' | 'patch' | 'post';
  readonly path: string;
  readonly name: string;
  readonly summary: string;
  readonly answer: z.ZodType;
  /** Its answer is an iterable of the file's parts, and `answer` describes the whole. */
  readonly download?: DownloadType | undefined;
  /** Throws `request_invalid` when a part does not match its schema. `about`: whose personal data it shows, if any. */
  run(input: RawInput): Promise<{ readonly answer: unknown; readonly about: string | undefined }>;
}

const parsePart = <Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  part: string,
): z.output<Schema> => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields: Record<string, string> = {};
  for (const issue of parsed.error.issues) {
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [''];
    for (const name of names)
      fields[[part, ...issue.path, name].filter((word) => word !== '').join('.')] ??= issue.message;
  }
  throw new EncoreError('request_invalid', { fields });
};

export const defineRoute = <
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(
  spec: RouteSpec<Params, Query, Body, Answer>,
): ApiRoute => ({
  ...spec,
  run: async (raw) => {
    const params = parsePart(spec.params, raw.params, 'params');
    const answer = await spec.handle({
      session: raw.session,
      params,
      query: parsePart(spec.query, raw.query, 'query'),
      body: parsePart(spec.body, raw.body, 'body'),
    });
    return { answer, about: spec.about?.(params, answer) };
  },
});

interface DownloadSpec<Body extends z.ZodType> extends Pick<ApiRoute, 'path' | 'name' | 'summary'> {
  readonly body: Body;
  readonly download: DownloadType;
  /** Whose personal data it holds, if anybody's: '' for many. */
  readonly about?: string | undefined;
  handle(input: { readonly session: ApiSession; readonly body: z.output<Body> }): AsyncIterable<string>;
}

/** A file for what a body asks: a POST, so that nothing personal stands in a URL. */
export const defineDownload = <Body extends z.ZodType>(spec: DownloadSpec<Body>): ApiRoute => ({
  ...noInput,
  ...spec,
  method: 'post',
  answer: z.string(),
  run: async ({ session, body }) => ({
    answer: spec.handle({ session, body: parsePart(spec.body, body, 'body') }),
    about: spec.about,
  }),
});
