/** Below seven digits it is no phone number but a placeholder that strangers share. */
const fewestDigits = 7;

/** Its digits, however it is written; undefined when it is none. */
export const phoneDigits = (phone: string): string | undefined => {
  const digits = phone.replaceAll(/\D/g, '').replace(/^00/, '');
  return digits.length < fewestDigits ? undefined : digits;
};

/** As documents keep it: one number is one text. `+` where the country is in it. */
export const normalisePhone = (phone: string): string | undefined => {
  const digits = phoneDigits(phone);
  return digits !== undefined && /^\s*(?:\+|00)/.test(phone) ? `+${digits}` : digits;
};

/** Every text under which a document may keep it: not everybody writes the `+`. */
export const phoneForms = (phone: string): readonly string[] => {
  const digits = phoneDigits(phone);
  return digits === undefined ? [] : [`+${digits}`, digits];
};
