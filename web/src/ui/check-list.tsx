import type { ReactElement } from 'react';
import { Icon, Text } from '@shopify/polaris';
import { CheckCircleIcon, XCircleIcon } from '@shopify/polaris-icons';
import { Hidden } from './words.tsx';

export interface CheckListItem {
  readonly id: string;
  readonly pass: boolean;
  readonly label: string;
  readonly detail?: string | undefined;
  /** The answer in words: the icon is never alone. */
  readonly answer: string;
}

export const CheckList = ({ items }: { readonly items: readonly CheckListItem[] }): ReactElement => (
  <ol className="enc-list">
    {items.map(({ id, pass, label, detail, answer }) => (
      <li key={id}>
        <span className="enc-check">
          <Icon source={pass ? CheckCircleIcon : XCircleIcon} tone={pass ? 'success' : 'subdued'} />
          <span>
            <Hidden>{answer}: </Hidden>
            <Text as="span" fontWeight={pass ? 'regular' : 'semibold'}>
              {label}
            </Text>
          </span>
        </span>
        {detail !== undefined && (
          <Text as="span" tone="subdued" variant="bodySm">
            {detail}
          </Text>
        )}
      </li>
    ))}
  </ol>
);
