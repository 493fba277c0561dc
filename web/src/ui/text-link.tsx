import type { ReactElement, ReactNode } from 'react';
import { Link } from '@shopify/polaris';

interface TextLinkProps {
  readonly url: string;
  readonly primary?: boolean;
  readonly children: ReactNode;
}

export const TextLink = ({ url, primary, children }: TextLinkProps): ReactElement => (
  <Link url={url} removeUnderline monochrome={primary ?? false} dataPrimaryLink={primary ?? false}>
    {primary ? <span className="enc-primary">{children}</span> : children}
  </Link>
);
