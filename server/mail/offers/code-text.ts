import { randomInt } from 'node:crypto';

/** Without what is mistaken for another when typed from a screen: 0 and O, 1 and I. */
const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

const drawn = (length: number): string =>
  Array.from({ length }, () => letters[randomInt(letters.length)] ?? '').join('');

/** `K7QFM-2XW9P`: fifty bits, so nobody comes upon another's by trying. */
export const drawCode = (): string => `${drawn(5)}-${drawn(5)}`;

/** People type as they like, and platforms store as they like. */
export const foldCode = (code: string): string => code.trim().toUpperCase();
