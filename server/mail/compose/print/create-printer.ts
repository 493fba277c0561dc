import { assertNever } from '../../../lib/assert-never.ts';
import { partsOf } from '../compiled-mail.ts';
import type { CompiledMail, PrintedPart, Slot } from '../compiled-mail.ts';
import { escapeHtml } from '../escape-html.ts';
import { compilePlain } from '../liquid/plain-liquid.ts';
import { cartLines, offerRows, products } from './html-rows.ts';
import type { Print } from './print-context.ts';
import { isShown } from './shown-when.ts';
import { cartLineTexts, offerText, productTexts } from './text-rows.ts';

export interface HardSource {
  readonly source: string;
  readonly escape: boolean;
}

/** A compiled mail as functions. */
export interface Printer {
  readonly subject: Print;
  readonly html: Print;
  readonly text: Print;
  /** Sources that are more than plain Liquid: the sandbox prints them before. */
  readonly hard: readonly HardSource[];
}

export const hardKey = ({ source, escape }: HardSource): string => `${escape ? 'h' : 't'}${source}`;

interface Shop {
  readonly hard: Map<string, HardSource>;
  readonly as: 'html' | 'text';
  readonly slots: readonly Slot[];
}

/** Plain sources print themselves; of others the sandbox has printed what they say. */
const liquid = (source: string, escape: boolean, hard: Map<string, HardSource>): Print => {
  const plain = compilePlain(source, escape);
  if (plain !== undefined) return (context) => plain(context.liquid);
  const key = hardKey({ source, escape });
  hard.set(key, { source, escape });
  return (context) => context.hard.get(key) ?? '';
};

const mark = /\ue000(\d+)\ue001/g;

/** Links among the words come after Liquid has passed their marks on. */
const wordsOf = (source: string, shop: Shop): Print => {
  const print = liquid(source, shop.as === 'html', shop.hard);
  if (!source.includes('\ue000')) return print;
  const inner = new Map(
    [...source.matchAll(mark)].flatMap(([whole, index]) => {
      const slot = shop.slots[Number(index)];
      return slot === undefined ? [] : [[whole, slotPrint(slot, shop)] as const];
    }),
  );
  return (context) => print(context).replaceAll(mark, (whole) => inner.get(whole)?.(context) ?? '');
};

const asIs = (text: string): string => text;

const slotPrint = (slot: Slot, shop: Shop): Print => {
  const html = shop.as === 'html';
  const shape = html ? escapeHtml : asIs;
  switch (slot.kind) {
    case 'words':
      return wordsOf(slot.liquid, shop);
    case 'link': {
      const { to } = slot;
      return ({ links }) => shape(links[to]);
    }
    case 'address': {
      const print = liquid(slot.liquid, false, shop.hard);
      return (context) => shape(context.links.of(print(context).trim()));
    }
    case 'cart-lines':
      return html ? cartLines(slot) : cartLineTexts(slot);
    case 'product':
      return html ? products(slot) : productTexts(slot);
    case 'offer':
      return html ? offerRows : offerText;
    case 'subject':
      return ({ subject }) => shape(subject);
    case 'when':
    case 'end':
      return () => '';
    default:
      return assertNever(slot);
  }
};

type Piece = string | Print;

const printAll =
  (pieces: readonly Piece[]): Print =>
  (context) => {
    let text = '';
    for (const piece of pieces) text += typeof piece === 'string' ? piece : piece(context);
    return text;
  };

interface OpenBlock {
  readonly slot: Extract<Slot, { kind: 'when' }>;
  readonly pieces: Piece[];
}

const close = ({ slot, pieces }: OpenBlock): Print => {
  const print = printAll(pieces);
  return (context) => (isShown(slot, context.content) ? print(context) : '');
};

const printPart = (part: PrintedPart, as: 'html' | 'text', hard: Map<string, HardSource>): Print => {
  const shop: Shop = { hard, as, slots: part.slots };
  const root: Piece[] = [];
  const open: OpenBlock[] = [];
  for (const each of partsOf(part)) {
    const into = open.at(-1)?.pieces ?? root;
    if (typeof each === 'string') into.push(each);
    else if (each.kind === 'when') open.push({ slot: each, pieces: [] });
    else if (each.kind === 'end') {
      const block = open.pop();
      if (block !== undefined) (open.at(-1)?.pieces ?? root).push(close(block));
    } else into.push(slotPrint(each, shop));
  }
  return printAll(root);
};

export const createPrinter = ({ subject, html, text }: CompiledMail): Printer => {
  const hard = new Map<string, HardSource>();
  const printer = {
    subject: liquid(subject, false, hard),
    html: printPart(html, 'html', hard),
    text: printPart(text, 'text', hard),
  };
  return { ...printer, hard: [...hard.values()] };
};
