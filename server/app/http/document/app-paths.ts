/** The screens of the admin; `web/src/app/routes.tsx` has the same list. Anything else is a 404 here. */
export const appPaths = [
  '/',
  '/flows',
  '/flows/emails',
  '/flows/emails/:email',
  '/flows/:flow',
  '/flows/:flow/edit',
  '/flows/:flow/versions',
  '/contacts',
  '/contacts/:contact',
  '/messages',
  '/messages/:message',
];
