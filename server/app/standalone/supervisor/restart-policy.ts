export interface RestartPolicy {
  readonly deathLimit: number;
  readonly windowMs: number;
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
}

export const usualPolicy: RestartPolicy = {
  deathLimit: 5,
  windowMs: 60_000,
  firstDelayMs: 250,
  longestDelayMs: 5_000,
};

type AfterDeath =
  | { readonly kind: 'again'; readonly delayMs: number }
  | { readonly kind: 'give-up'; readonly deaths: number };

/** `deathsAt`: when the part died, newest last, in milliseconds of one monotonic clock. */
export const afterDeath = (deathsAt: readonly number[], policy: RestartPolicy = usualPolicy): AfterDeath => {
  const newest = deathsAt.at(-1) ?? 0;
  const deaths = deathsAt.filter((at) => newest - at < policy.windowMs).length;
  if (deaths >= policy.deathLimit) return { kind: 'give-up', deaths };
  const doubled = policy.firstDelayMs * 2 ** (deaths - 1);
  return { kind: 'again', delayMs: Math.min(doubled, policy.longestDelayMs) };
};
