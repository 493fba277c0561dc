import { createGuardedRequest } from './guarded-request.ts';
import type { GuardSettings, OutgoingRequest, RequestAnswer } from './guarded-request.ts';

export type OutgoingPost = Pick<OutgoingRequest, 'url' | 'headers' | 'signal'> & { readonly body: string };

/** Of an answer the status counts. */
export type PostAnswer =
  | { readonly kind: 'answered'; readonly status: number }
  | Exclude<RequestAnswer, { readonly kind: 'answered' }>;

/** A POST to an address that a stranger chose, as `GuardedRequest`. Never throws. */
export type GuardedPost = (post: OutgoingPost) => Promise<PostAnswer>;

export const createGuardedPost = (settings: GuardSettings = {}): GuardedPost => {
  const request = createGuardedRequest(settings);
  return async (post) => {
    const answer = await request({ ...post, method: 'POST' });
    return answer.kind === 'answered' ? { kind: 'answered', status: answer.status } : answer;
  };
};
