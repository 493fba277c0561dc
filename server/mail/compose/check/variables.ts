/** What Liquid may speak of. Absent and empty texts are missing: `{% if customer.firstName %}` just works. */
export type Variable =
  | { readonly kind: 'text' | 'number' }
  | { readonly kind: 'object' | 'list'; readonly has: Variables };
export type Variables = Readonly<Record<string, Variable>>;

const text: Variable = { kind: 'text' };
const number: Variable = { kind: 'number' };

const card: Variables = {
  title: text,
  variantTitle: text,
  vendor: text,
  quantity: number,
  price: text,
  imageUrl: text,
  url: text,
  note: text,
};

const everywhere = {
  shop: { kind: 'object', has: { name: text, url: text, postalAddress: text } },
  customer: { kind: 'object', has: { firstName: text, lastName: text } },
  product: { kind: 'object', has: card },
  products: { kind: 'list', has: card },
  suggestions: { kind: 'list', has: card },
  offer: { kind: 'object', has: { code: text, value: text, expiresAt: text } },
} as const satisfies Variables;

const cart: Variables = {
  cart: { kind: 'object', has: { total: text, url: text, lines: { kind: 'list', has: card } } },
};
const order: Variables = { order: { kind: 'object', has: { name: text, placedAt: text } } };

const byKind: Readonly<Record<string, Variables>> = {
  'abandoned-checkout': { ...everywhere, ...cart },
  'cart-incentive': { ...everywhere, ...cart },
  replenishment: { ...everywhere, ...order },
  'cross-sell': { ...everywhere, ...order },
  'due-date': { ...everywhere, ...order },
  'on-event': everywhere,
  absence: everywhere,
};

/** The variables that mails of this kind of flow have; all there are where the kind is not told. */
export const variablesOf = (flowKind: string | undefined): Variables =>
  (flowKind === undefined ? undefined : byKind[flowKind]) ?? { ...everywhere, ...cart, ...order };

const typeName = (variable: Variable): string =>
  variable.kind === 'list' ? 'list of objects' : variable.kind;

/** For people and screens: each path once, with what it holds. */
export const variableList = (
  flowKind: string | undefined,
): readonly { readonly path: string; readonly type: string }[] => {
  const below = (variables: Variables, prefix: string): { path: string; type: string }[] =>
    Object.entries(variables).flatMap(([name, variable]) => {
      const path = `${prefix}${name}`;
      const own = { path, type: typeName(variable) };
      if (!('has' in variable)) return [own];
      return [own, ...below(variable.has, variable.kind === 'list' ? `${path}[].` : `${path}.`)];
    });
  return below(variablesOf(flowKind), '');
};
