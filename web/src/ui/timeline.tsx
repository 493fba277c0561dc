import type { ReactElement, ReactNode } from 'react';
import { Text } from '@shopify/polaris';

export interface TimelineEntry {
  readonly id: string;
  readonly iso: string;
  readonly time: string;
  readonly fullTime: string;
  readonly title: string;
  /** Full dots are what happened, hollow ones what was decided not to happen. */
  readonly mark: 'done' | 'not-done' | 'trouble';
  readonly detail?: ReactNode;
}

export interface TimelineDay {
  readonly day: string;
  readonly entries: readonly TimelineEntry[];
}

const Entry = ({ iso, time, fullTime, title, mark, detail }: TimelineEntry): ReactElement => (
  <li className={`enc-event enc-event-${mark}`}>
    <time dateTime={iso} title={fullTime}>
      {time}
    </time>
    <div>
      <Text as="p" fontWeight="medium">
        {title}
      </Text>
      {detail}
    </div>
  </li>
);

/** Newest first, day by day. */
export const Timeline = ({ days }: { readonly days: readonly TimelineDay[] }): ReactElement => (
  <div className="enc-timeline">
    {days.map(({ day, entries }) => (
      <section key={day}>
        <Text as="h3" variant="headingSm" tone="subdued">
          {day}
        </Text>
        <ol>
          {entries.map((entry) => (
            <Entry key={entry.id} {...entry} />
          ))}
        </ol>
      </section>
    ))}
  </div>
);
