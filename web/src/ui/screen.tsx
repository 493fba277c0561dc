import { useEffect } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { BlockStack, Box, Page } from '@shopify/polaris';

interface ScreenProps {
  readonly title: string;
  readonly subtitle?: string | undefined;
  readonly badge?: ReactElement | undefined;
  /** The parent screen: every sub-page leads back to it. */
  readonly back?: { readonly content: string; readonly url: string } | undefined;
  readonly wide?: boolean;
  /** The one thing to do here. */
  readonly primary?: { readonly content: string; readonly url: string } | undefined;
  readonly link?: { readonly content: string; readonly url: string } | undefined;
  /** Screens below this one. */
  readonly also?: readonly { readonly content: string; readonly url: string }[];
  readonly children: ReactNode;
}

export const Screen = ({
  title,
  subtitle,
  badge,
  back,
  wide,
  primary,
  link,
  also = [],
  children,
}: ScreenProps): ReactElement => {
  const links = [...also, ...(link ? [link] : [])];
  useEffect(() => {
    document.title = `${title} · Encore`;
  }, [title]);
  return (
    <Page
      title={title}
      {...(subtitle !== undefined && { subtitle })}
      {...(badge && { titleMetadata: badge })}
      {...(back && { backAction: back })}
      {...(primary && { primaryAction: primary })}
      {...(links.length > 0 && { secondaryActions: links })}
      fullWidth={wide ?? false}
    >
      <Box paddingBlockEnd="800">
        <BlockStack gap="400">{children}</BlockStack>
      </Box>
    </Page>
  );
};
