import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { changeSchema } from '../../../insights/changes/change.contract.ts';
import { createApiHarness } from '../../../testing/admin-api/api-harness.ts';
import { changeOf, changesNothing } from './change-of.ts';

const nothing = { params: {}, body: {}, answer: {} };
const documentSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.object({ operationId: z.string() }))),
});

describe('what is written down of a write', () => {
  it('is decided for every write that the API has', async () => {
    const { paths } = documentSchema.parse((await createApiHarness().get('/openapi.json')).body);
    const writes = Object.values(paths).flatMap((methods) =>
      Object.entries(methods)
        .filter(([method]) => method !== 'get')
        .map(([, { operationId }]) => operationId),
    );
    const undecided = writes.filter(
      (name) => !changesNothing.has(name) && changeOf({ ...nothing, name }) === undefined,
    );

    expect(undecided).toEqual([]);
    expect([...changesNothing].filter((name) => !writes.includes(name))).toEqual([]);
  });

  it.each(['listFlows', 'previewTemplate', 'saveFlowDraft', 'toString', 'constructor'])(
    'of %s is nothing',
    (name) => {
      expect(changeOf({ ...nothing, name })).toBeUndefined();
    },
  );

  it('of settings names the parts and nothing of what was written in them', () => {
    const note = changeOf({
      ...nothing,
      name: 'changeSettings',
      body: { rev: 3, sender: { name: 'Lumen', replyTo: 'care@lumen.example' } },
      answer: { rev: 4, sender: { name: 'Lumen', replyTo: 'care@lumen.example' } },
    });

    expect(note).toEqual({
      kind: 'settings',
      action: 'changeSettings',
      about: undefined,
      title: undefined,
      parts: ['sender'],
      once: 'changeSettings  4',
    });
  });

  it('of a switch says where it was put, and what the flow was called', () => {
    const done = {
      name: 'switchFlow',
      params: { flow: 'abandoned-checkout' },
      body: { status: 'paused', rev: 1 },
      answer: { id: 'abandoned-checkout', title: 'Cart reminder', rev: 2 },
    };

    expect(changeOf(done)).toMatchObject({
      kind: 'flow',
      about: 'abandoned-checkout',
      title: 'Cart reminder',
      parts: ['paused'],
    });
  });

  it('of a person is their id and never their name', () => {
    const note = changeOf({
      name: 'suppressContact',
      params: { contact: 'c1' },
      body: {},
      answer: { id: 'c1', title: 'Mara Lind', address: 'mara@lumen.example' },
    });

    expect(note).toMatchObject({ kind: 'contact', about: 'c1', title: undefined, once: undefined });
    expect(JSON.stringify(note)).not.toContain('ara');
  });

  it('of a key is that there is another, and nothing of the key', () => {
    const savedAt = '2026-06-01T10:00:00.000Z';
    const note = changeOf({
      ...nothing,
      name: 'saveMailAccount',
      body: { apiKey: 'SG.secret', webhookKey: 'MFkw' },
      answer: { owner: 'own', keyId: 'public', savedAt },
    });

    expect(note).toMatchObject({ kind: 'account', parts: [], once: `saveMailAccount  ${savedAt}` });
    expect(JSON.stringify(note)).not.toMatch(/SG|MFkw/);
  });

  it('of what was made is found by the id it got', () => {
    const answer = { id: 'spring', title: 'Spring', rev: 0 };

    expect(changeOf({ ...nothing, name: 'createOffer', answer })).toMatchObject({ about: 'spring' });
    expect(
      changeOf({ ...nothing, name: 'createOwnTemplate', answer: { key: 'mine', rev: 1 } }),
    ).toMatchObject({ about: 'mine' });
  });

  it('is one thing for one request, however often it is asked, and another for the next', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (one, other) => {
        const onceOf = (rev: number) =>
          changeOf({ name: 'retireOffer', params: { offer: 'ten' }, body: { rev: 0 }, answer: { rev } })
            ?.once;
        expect(onceOf(one)).toBe(onceOf(one));
        expect(onceOf(one) === onceOf(other)).toBe(one === other);
      }),
    );
  });

  it('is there for a file that is still being written', () => {
    const file = (async function* () {
      yield 'address';
    })();

    expect(changeOf({ ...nothing, name: 'exportContacts', answer: file })).toMatchObject({
      kind: 'contact',
      about: undefined,
      once: undefined,
    });
  });

  it('is there whatever an answer looks like', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('id', 'title', 'rev', 'key', 'savedAt'), fc.jsonValue()),
        (answer) => {
          const note = changeOf({ name: 'publishFlow', params: { flow: 'f' }, body: null, answer });
          const line = { id: '1', at: '2026-06-01T10:00:00.000Z', user: '7', ...note };
          expect(
            changeSchema.safeParse({ ...line, about: note?.about ?? null, title: note?.title ?? null })
              .success,
          ).toBe(true);
        },
      ),
    );
  });
});
