import type { ReactElement } from 'react';

interface MailFrameProps {
  readonly title: string;
  /** A signed page of its own policy: nothing in it can run or reach the admin. */
  readonly url: string;
}

export const MailFrame = ({ title, url }: MailFrameProps): ReactElement => (
  <iframe className="enc-mail-frame" sandbox="" title={title} src={url} />
);
