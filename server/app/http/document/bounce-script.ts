/** A file of its own, since the policy lets nothing inline run. `bounced` ends what would otherwise go round for ever. */
export const bounceScript = `shopify.idToken().then((token) => {
  const next = new URL(window.location.href);
  next.searchParams.set('embedded', '1');
  next.searchParams.set('id_token', token);
  next.searchParams.set('bounced', '1');
  window.location.replace(next);
});
`;
