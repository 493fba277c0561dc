import { describe, expect, it } from '@jest/globals';
import { asFlowId } from '../../lib/brand.ts';
import type { Flow } from '../../flows/flow.ts';
import { lumen, startOfTests } from '../../testing/admin-api/in-memory-services.ts';
import { createOfferUses } from './offer-uses.ts';

const mail = (offer?: string) => ({
  id: `m${offer ?? ''}`,
  key: 'send-email',
  args: { template: 'incentive-2', ...(offer !== undefined && { offer }) },
});

interface Given {
  readonly id: string;
  readonly status?: Flow['status'];
  readonly program: unknown;
}

const usesOf = async (given: readonly Given[]) => {
  const flows = given.map(({ id, status = 'live' }) => ({
    id: asFlowId(id),
    shop: lumen,
    kind: 'cart-incentive',
    title: `Title of ${id}`,
    status,
    version: 2,
    rev: 1,
    createdAt: startOfTests,
    updatedAt: startOfTests,
  }));
  const uses = createOfferUses({
    flows: { list: async () => flows },
    versions: {
      findMany: async (_shop, asked) =>
        asked.flatMap(({ flow, version }) =>
          given.filter(({ id }) => id === flow).map(({ program }) => ({ flow, version, program })),
        ),
    },
  });
  return Object.fromEntries(await uses(lumen));
};

describe('which flows promise an offer', () => {
  it('are those whose mails name it, wherever they stand', async () => {
    const branch = { id: 'b', key: 'branch', args: {}, arms: [[mail('ten')], [mail()]] };

    expect(await usesOf([{ id: 'cart', program: { steps: [mail(), branch] } }])).toEqual({
      ten: [{ flow: 'cart', title: 'Title of cart' }],
    });
  });

  it('are told once each, however many mails name it, and under each offer', async () => {
    const uses = await usesOf([
      { id: 'cart', program: { steps: [mail('ten'), mail('ten'), mail('five')] } },
      { id: 'win-back', status: 'paused', program: { steps: [mail('ten')] } },
    ]);

    expect(uses['ten']?.map(({ flow }) => flow)).toEqual(['cart', 'win-back']);
    expect(uses['five']?.map(({ flow }) => flow)).toEqual(['cart']);
  });

  it.each([
    ['an archived one', { status: 'archived' as const, program: { steps: [mail('ten')] } }],
    ['one without offers', { program: { steps: [mail()] } }],
    ['one whose program can’t be read', { program: '{"steps":' }],
    ['one that names no offer where one should be', { program: { steps: [{ args: { offer: 10 } }] } }],
    ['one without a program', { program: undefined }],
  ])('are not %s', async (_what, one) => {
    expect(await usesOf([{ id: 'cart', ...one }])).toEqual({});
  });
});
