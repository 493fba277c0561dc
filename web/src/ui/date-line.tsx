import type { ReactElement } from 'react';
import { SkeletonBodyText, Text } from '@shopify/polaris';
import './date-line.css';

export interface DatedEntry {
  readonly id: string;
  readonly iso: string;
  readonly time: string;
  readonly title: string;
  /** What puts it off, and until when. */
  readonly moved?: string | undefined;
}

/** What happens when, from the top down. */
export const DateLine = ({ entries }: { readonly entries: readonly DatedEntry[] }): ReactElement => (
  <ol className="enc-date-line">
    {entries.map(({ id, iso, time, title, moved }) => (
      <li key={id} data-moved={moved !== undefined}>
        <time dateTime={iso}>{time}</time>
        <Text as="p" fontWeight="medium">
          {title}
        </Text>
        {moved !== undefined && (
          <Text as="p" variant="bodySm">
            {moved}
          </Text>
        )}
      </li>
    ))}
  </ol>
);

interface GroundProps {
  /** How many are to come: nothing below moves when they do. */
  readonly entries: number;
  readonly label: string;
}

export const DateLineGround = ({ entries, label }: GroundProps): ReactElement => (
  <ol className="enc-date-line" aria-label={label} aria-busy="true">
    {Array.from({ length: entries }, (_none, index) => (
      <li key={index}>
        <SkeletonBodyText lines={2} />
      </li>
    ))}
  </ol>
);
