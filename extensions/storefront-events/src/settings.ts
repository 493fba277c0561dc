export interface PixelSettings {
  readonly endpoint: string;
  readonly shopKey: string;
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** Undefined when the pixel was activated with something else; it then stays silent. */
export const readSettings = (settings: Readonly<Record<string, unknown>>): PixelSettings | undefined => {
  const endpoint = textOf(settings['endpoint']);
  const shopKey = textOf(settings['shopKey']);
  if (endpoint === undefined || shopKey === undefined) return undefined;
  return { endpoint, shopKey };
};
