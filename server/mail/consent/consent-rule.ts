import type { ConsentPolicy, ConsentRule } from '../../shop/merchant-settings.ts';

/** The EU, the rest of the EEA, Switzerland and the UK: marketing by mail needs consent there first. */
export const strictCountries: ReadonlySet<string> = new Set(
  (
    'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE ' + 'IS LI NO CH GB'
  ).split(' '),
);

/** Nobody but subscribers until the merchant chooses, and wherever it isn't known what law holds. */
export const consentRuleFor = (
  policy: ConsentPolicy | undefined,
  country: string | undefined,
): ConsentRule => {
  if (policy === undefined || country === undefined) return 'subscribers';
  const code = country.toUpperCase();
  const named = Object.hasOwn(policy.countries, code) ? policy.countries[code] : undefined;
  if (named !== undefined) return named;
  return strictCountries.has(code) ? 'subscribers' : policy.elsewhere;
};

/** Whether a shop mails anybody but subscribers anywhere: only then it matters who bought before. */
export const looksBeyondSubscribers = (policy: ConsentPolicy | undefined): boolean =>
  policy !== undefined &&
  [policy.elsewhere, ...Object.values(policy.countries)].some((rule) => rule !== 'subscribers');
