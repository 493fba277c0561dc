import type { EnrollmentId } from '../../lib/brand.ts';
import type { Enrollment } from '../../engine/enrollment.ts';
import type { MailContent } from '../../mail/flow-port.ts';
import type { SkipReason } from '../../mail/message.ts';
import type { Shop } from '../../shop/shop.ts';
import type { JsonObject } from '../../lib/json.ts';
import { loadFirstNames } from '../content-sources.ts';
import { formatAgo } from '../format-for-shop.ts';
import { lineCard, productCard } from '../product-card.ts';
import { textVariable } from '../read-variables.ts';
import { chooseSuggestions } from './choose-suggestions.ts';
import type { Choice } from './choose-suggestions.ts';
import { loadChoices } from './load-choices.ts';
import type { CrossSellFacts } from './load-choices.ts';

type Content = MailContent | { readonly none: SkipReason };

const contentOf = (
  shop: Shop,
  choice: Choice,
  { firstName, variables, now }: { firstName: string; variables: JsonObject; now: Date },
): Content => {
  const suggestions = chooseSuggestions(choice).map(({ product, note }) => productCard(shop, product, note));
  const [first] = suggestions;
  if (first === undefined) return { none: 'no_suggestion' };
  const { lines, total } = choice.order;
  const { currency } = total;
  return {
    customer: { firstName },
    actionUrl: first.url,
    lines: lines.map((line) =>
      lineCard(line, {
        shop,
        currency,
        product: choice.products.get(line.productId ?? ''),
        fallbackUrl: shop.url,
      }),
    ),
    suggestions,
    words: {
      productTitle: lines[0]?.title ?? '',
      orderName: choice.order.name,
      boughtAgo: formatAgo(choice.order.placedAt, now, shop.locale),
      numberOf: textVariable(variables, 'numberOf') ?? 'merchant',
    },
  };
};

export const crossSellContent = async (
  facts: CrossSellFacts,
  shop: Shop,
  { enrollments, now }: { readonly enrollments: readonly Enrollment[]; readonly now: Date },
): Promise<ReadonlyMap<EnrollmentId, Content>> => {
  const choices = await loadChoices(facts, shop.id, enrollments);
  const names = await loadFirstNames(
    facts.contacts,
    shop.id,
    enrollments.map(({ contact }) => contact),
  );
  return new Map(
    enrollments.map((enrollment) => {
      const choice = choices.get(enrollment);
      const firstName = names.get(enrollment.contact) ?? '';
      return [
        enrollment.id,
        choice === undefined
          ? { none: 'no_suggestion' }
          : contentOf(shop, choice, { firstName, variables: enrollment.variables, now }),
      ];
    }),
  );
};
