import type { Clause } from './clause.ts';

/** They chose which kinds of mail they want. */
export const kindWanted: Clause = {
  key: 'kind-wanted',
  ask: ({ kind, category, recipient: { choices } }) => {
    if (kind === 'transactional') return { pass: true, saw: kind };
    return choices?.without.includes(category) === true
      ? { pass: false, reason: 'kind_unwanted', saw: category }
      : { pass: true, saw: category };
  },
};
