import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { MailTemplate } from '../../../../server/mail/compose/blocks.contract.ts';
import {
  addBlock,
  blockKinds,
  blockOfPath,
  changeBlock,
  close,
  freshBlock,
  isTemplate,
  mostBlocks,
  moveBlock,
  open,
  removeBlock,
} from './edit-template.ts';
import type { EditedTemplate } from './edit-template.ts';

const template: MailTemplate = {
  version: 1,
  language: 'en',
  subject: 'You left something',
  preheader: 'It is saved',
  blocks: [
    { kind: 'heading', words: 'Hello' },
    { kind: 'cart-lines' },
    { kind: 'button', words: 'Back to my cart' },
  ],
};

const kindsOf = ({ blocks }: EditedTemplate): readonly string[] => blocks.map(({ block }) => block.kind);
const idsOf = ({ blocks }: EditedTemplate): readonly string[] => blocks.map(({ id }) => id);

describe('a template under hands', () => {
  it('is the same when nothing was done to it', () => {
    expect(close(open(template))).toEqual(template);
  });

  it('gets a block behind another, or first, each under a name that no other has', () => {
    const first = addBlock(open(template), freshBlock('divider'), undefined);
    const second = first && addBlock(first.template, freshBlock('spacer'), first.id);

    expect(second && kindsOf(second.template)).toEqual([
      'divider',
      'spacer',
      'heading',
      'cart-lines',
      'button',
    ]);
    expect(new Set(second && idsOf(second.template)).size).toBe(5);
  });

  it('has no room for more than forty', () => {
    const blocks = Array.from({ length: mostBlocks }, () => freshBlock('divider'));

    expect(addBlock(open({ ...template, blocks }), freshBlock('divider'), undefined)).toBeUndefined();
  });

  it('moves, changes and loses blocks, and nothing else', () => {
    const moved = moveBlock(open(template), 'b3', 0);
    const changed = changeBlock(moved, 'b3', { kind: 'button', words: 'Go' });

    expect(kindsOf(moved)).toEqual(['button', 'heading', 'cart-lines']);
    expect(close(changed).blocks[0]).toEqual({ kind: 'button', words: 'Go' });
    expect(close(removeBlock(changed, 'b3')).blocks).toEqual(template.blocks.slice(0, 2));
  });

  it.each([-1, 3, 0])('stays as it is when its first block is moved to %d', (to) => {
    const opened = open(template);

    expect(moveBlock(opened, 'b1', to)).toBe(opened);
  });

  it('loses and doubles nothing, whatever is moved where', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(4), fc.integer({ min: -1, max: 4 }))), (moves) => {
        let edited = open(template);
        for (const [block, to] of moves) edited = moveBlock(edited, `b${block}`, to);
        expect([...idsOf(edited)].toSorted((a, b) => a.localeCompare(b))).toEqual(['b1', 'b2', 'b3']);
      }),
    );
  });
});

describe('what the server says', () => {
  it('belongs to the block that its path names', () => {
    const moved = moveBlock(open(template), 'b3', 0);

    expect(blockOfPath(idsOf(moved), 'blocks.0.words')).toBe('b3');
    expect(blockOfPath(idsOf(moved), 'blocks.9.words')).toBeUndefined();
    expect(blockOfPath(idsOf(moved), 'subject')).toBeUndefined();
  });

  it.each([
    [template, true],
    [{ ...template, blocks: blockKinds.map(freshBlock) }, true],
    [{ ...template, blocks: [{ kind: 'script' }] }, false],
    [{ ...template, subject: 1 }, false],
    [null, false],
    ['words', false],
  ])('can be edited or not: %#', (value, expected) => {
    expect(isTemplate(value)).toBe(expected);
  });
});
