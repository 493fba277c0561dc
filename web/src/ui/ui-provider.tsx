import type { ReactElement, ReactNode } from 'react';
import { Link } from 'react-router';
import { AppProvider } from '@shopify/polaris';
import words from '@shopify/polaris/locales/en.json' with { type: 'json' };
import '@shopify/polaris/build/esm/styles.css';
import './ui.css';

interface LinkProps {
  readonly url: string;
  readonly external?: boolean | undefined;
  readonly children?: ReactNode;
}

/** Addresses of ours go through the router; all others open beside the admin, which frames us. */
const AnyLink = ({ url, external, children, ...rest }: LinkProps): ReactElement =>
  external || /^https?:/.test(url) || url.startsWith('/demo/') ? (
    <a {...rest} href={url} target="_blank" rel="noreferrer">
      {children}
    </a>
  ) : (
    <Link {...rest} to={url}>
      {children}
    </Link>
  );

export const UiProvider = ({ children }: { readonly children: ReactNode }): ReactElement => (
  <AppProvider i18n={words} linkComponent={AnyLink}>
    {children}
  </AppProvider>
);
