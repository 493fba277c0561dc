import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { AppProvider } from '@shopify/polaris';
import '@shopify/polaris/build/esm/styles.css';
import { uiWordsOf } from './ui-words.ts';
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

export const UiProvider = ({ children }: { readonly children: ReactNode }): ReactElement => {
  const { i18n } = useTranslation();
  return (
    <AppProvider i18n={uiWordsOf(i18n.resolvedLanguage)} linkComponent={AnyLink}>
      {children}
    </AppProvider>
  );
};
