import { getOperationAST, Kind, parse } from 'graphql';
import type { DocumentNode } from 'graphql';

/** What the first fields of an operation ask of the merchant, any one of them; those that ask nothing are not here. */
const rules: ReadonlyMap<string, readonly string[]> = new Map([
  ['customer', ['read_customers', 'write_customers']],
  ['customers', ['read_customers', 'write_customers']],
  ['customerByIdentifier', ['read_customers', 'write_customers']],
  ['customerEmailMarketingConsentUpdate', ['write_customers']],
  ['order', ['read_orders', 'write_orders']],
  ['orders', ['read_orders', 'write_orders']],
  ['abandonedCheckouts', ['read_orders', 'write_orders']],
  ['products', ['read_products', 'write_products']],
  ['discountCodeBasicCreate', ['write_discounts']],
  ['webPixelCreate', ['write_pixels']],
]);

const parsed = (query: string): DocumentNode | undefined => {
  try {
    return parse(query);
  } catch {
    // Whoever carries it out says what is wrong with it.
    return undefined;
  }
};

const rootFieldsOf = (query: string): readonly string[] => {
  const document = parsed(query);
  const operation = document === undefined ? undefined : getOperationAST(document);
  return (operation?.selectionSet.selections ?? []).flatMap((selection) =>
    selection.kind === Kind.FIELD ? [selection.name.value] : [],
  );
};

/** Shopify's answer to an operation that begins with what the merchant has not granted: HTTP 200, and no data. */
export const denialOf = (query: string, granted: readonly string[]): object | undefined => {
  const field = rootFieldsOf(query).find((name) => {
    const wanted = rules.get(name);
    return wanted !== undefined && !wanted.some((scope) => granted.includes(scope));
  });
  if (field === undefined) return undefined;
  const [scope] = rules.get(field) ?? [];
  const requiredAccess = `\`${scope}\` access scope.`;
  return {
    data: null,
    errors: [
      {
        message: `Access denied for ${field} field. Required access: ${requiredAccess}`,
        path: [field],
        extensions: {
          code: 'ACCESS_DENIED',
          documentation: 'https://shopify.dev/api/usage/access-scopes',
          requiredAccess,
        },
      },
    ],
  };
};
