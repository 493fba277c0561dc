import type { ReactElement } from 'react';

/** Our own drawing; Polaris's illustrations would come from another origin. */
export const EnvelopePicture = (): ReactElement => (
  <svg width="96" height="72" viewBox="0 0 96 72" aria-hidden="true" fill="none">
    <rect x="8" y="12" width="80" height="52" rx="8" fill="var(--p-color-bg-surface-secondary)" />
    <rect x="8" y="12" width="80" height="52" rx="8" stroke="var(--p-color-border)" strokeWidth="2" />
    <path d="M12 18l36 26 36-26" stroke="var(--p-color-border)" strokeWidth="2" strokeLinejoin="round" />
    <circle cx="76" cy="16" r="12" fill="var(--p-color-bg-fill-success)" />
    <path d="M71 16l4 4 7-8" stroke="#fff" strokeWidth="2.5" strokeLinecap="round" strokeLinejoin="round" />
  </svg>
);
