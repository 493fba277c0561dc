import type { ReactElement } from 'react';
import { Badge } from '@shopify/polaris';

/** Colour has meaning (neutral is normal, skipped is not an error) and never stands alone. */
export type PillTone = 'neutral' | 'info' | 'success' | 'attention' | 'critical';

export const Pill = ({ tone, label }: { readonly tone: PillTone; readonly label: string }): ReactElement => (
  <Badge {...(tone !== 'neutral' && { tone })}>{label}</Badge>
);
