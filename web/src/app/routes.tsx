import { lazy } from 'react';
import type { ComponentType } from 'react';
import type { RouteObject } from 'react-router';
import { pageWords } from '../i18n/page-words.ts';
import { AppFrame } from './app-frame.tsx';
import { RouteProblem } from './route-problem.tsx';

/** A page comes with what the pages say, side by side. */
const page = (load: () => Promise<ComponentType>): ComponentType =>
  lazy(async () => {
    const [component] = await Promise.all([load(), pageWords()]);
    return { default: component };
  });

const HomePage = page(async () => (await import('../pages/home/home-page.tsx')).HomePage);
const FlowsPage = page(async () => (await import('../pages/flows/flows-page.tsx')).FlowsPage);
const GalleryPage = page(async () => (await import('../pages/flows/gallery-page.tsx')).GalleryPage);
const FlowPage = page(async () => (await import('../pages/flows/flow-page.tsx')).FlowPage);
const FlowEditorPage = page(
  async () => (await import('../pages/flow-editor/flow-editor-page.tsx')).FlowEditorPage,
);
const VersionsPage = page(async () => (await import('../pages/flows/versions-page.tsx')).VersionsPage);
const EmailsPage = page(async () => (await import('../pages/emails/emails-page.tsx')).EmailsPage);
const EmailEditorPage = page(
  async () => (await import('../pages/email-editor/email-editor-page.tsx')).EmailEditorPage,
);
const ProductsPage = page(async () => (await import('../pages/products/products-page.tsx')).ProductsPage);
const ProductPage = page(async () => (await import('../pages/products/product-page.tsx')).ProductPage);
const ContactsPage = page(async () => (await import('../pages/contacts/contacts-page.tsx')).ContactsPage);
const ContactPage = page(async () => (await import('../pages/contacts/contact-page.tsx')).ContactPage);
const MessagesPage = page(async () => (await import('../pages/messages/messages-page.tsx')).MessagesPage);
const MessagePage = page(async () => (await import('../pages/messages/message-page.tsx')).MessagePage);
const SettingsPage = page(async () => (await import('../pages/settings/settings-page.tsx')).SettingsPage);
const SenderPage = page(async () => (await import('../pages/settings/sender-page.tsx')).SenderPage);
const AccountPage = page(async () => (await import('../pages/settings/account-page.tsx')).AccountPage);
const PlanPage = page(async () => (await import('../pages/settings/plan-page.tsx')).PlanPage);
const LookPage = page(async () => (await import('../pages/settings/look-page.tsx')).LookPage);
const ConsentPage = page(async () => (await import('../pages/settings/consent-page.tsx')).ConsentPage);
const LimitsPage = page(async () => (await import('../pages/settings/limits-page.tsx')).LimitsPage);
const FlowOrderPage = page(async () => (await import('../pages/settings/flow-order-page.tsx')).FlowOrderPage);
const ComparisonPage = page(
  async () => (await import('../pages/settings/comparison-page.tsx')).ComparisonPage,
);
const OffersPage = page(async () => (await import('../pages/offers/offers-page.tsx')).OffersPage);
const NewOfferPage = page(async () => (await import('../pages/offers/new-offer-page.tsx')).NewOfferPage);
const OfferPage = page(async () => (await import('../pages/offers/offer-page.tsx')).OfferPage);
const LanguagePage = page(async () => (await import('../pages/settings/language-page.tsx')).LanguagePage);
const ChangesPage = page(async () => (await import('../pages/settings/changes-page.tsx')).ChangesPage);
const PrivacyPage = page(async () => (await import('../pages/settings/privacy-page.tsx')).PrivacyPage);
const NotFoundPage = page(async () => (await import('../pages/not-found/not-found-page.tsx')).NotFoundPage);

/** The server serves documents for these paths; `server/app/http/document/app-paths.ts` has the same list. */
export const routes: RouteObject[] = [
  {
    element: <AppFrame />,
    errorElement: <RouteProblem />,
    children: [
      { path: '/', element: <HomePage /> },
      { path: '/flows', element: <FlowsPage /> },
      { path: '/flows/new', element: <GalleryPage /> },
      { path: '/flows/emails', element: <EmailsPage /> },
      { path: '/flows/emails/:email', element: <EmailEditorPage /> },
      { path: '/flows/products', element: <ProductsPage /> },
      { path: '/flows/products/:product', element: <ProductPage /> },
      { path: '/flows/:flow', element: <FlowPage /> },
      { path: '/flows/:flow/edit', element: <FlowEditorPage /> },
      { path: '/flows/:flow/versions', element: <VersionsPage /> },
      { path: '/contacts', element: <ContactsPage /> },
      { path: '/contacts/:contact', element: <ContactPage /> },
      { path: '/messages', element: <MessagesPage /> },
      { path: '/messages/:message', element: <MessagePage /> },
      { path: '/settings', element: <SettingsPage /> },
      { path: '/settings/sender', element: <SenderPage /> },
      { path: '/settings/account', element: <AccountPage /> },
      { path: '/settings/plan', element: <PlanPage /> },
      { path: '/settings/look', element: <LookPage /> },
      { path: '/settings/consent', element: <ConsentPage /> },
      { path: '/settings/limits', element: <LimitsPage /> },
      { path: '/settings/order', element: <FlowOrderPage /> },
      { path: '/settings/comparison', element: <ComparisonPage /> },
      { path: '/settings/offers', element: <OffersPage /> },
      { path: '/settings/offers/new', element: <NewOfferPage /> },
      { path: '/settings/offers/:offer', element: <OfferPage /> },
      { path: '/settings/language', element: <LanguagePage /> },
      { path: '/settings/changes', element: <ChangesPage /> },
      { path: '/settings/privacy', element: <PrivacyPage /> },
      { path: '*', element: <NotFoundPage /> },
    ],
  },
];
