import { createElement, useEffect } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';

/** App Bridge draws these in the shop's admin; a click there comes back as `shopify:navigate`. */
export const AppNavigation = (): ReactElement => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  useEffect(() => {
    const follow = (event: Event): void => {
      const href = event.target instanceof Element ? event.target.getAttribute('href') : null;
      if (href !== null) void navigate(href);
    };
    document.addEventListener('shopify:navigate', follow);
    return () => {
      document.removeEventListener('shopify:navigate', follow);
    };
  }, [navigate]);
  return createElement(
    's-app-nav',
    null,
    createElement('s-link', { href: '/', rel: 'home' }, t('nav.home')),
    createElement('s-link', { href: '/flows' }, t('nav.flows')),
    createElement('s-link', { href: '/contacts' }, t('nav.contacts')),
    createElement('s-link', { href: '/messages' }, t('nav.messages')),
    createElement('s-link', { href: '/settings' }, t('nav.settings')),
  );
};
