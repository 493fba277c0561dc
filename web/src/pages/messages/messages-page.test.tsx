import { beforeEach, describe, expect, it } from '@jest/globals';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { MessageDetailView, MessageListItem } from '../../../../server/mail/message.contract.ts';
import { cartFlow } from '../../testing/a-flow.ts';
import { createFakeApi, failsWith } from '../../testing/fake-api.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { reasonsIn } from './reasons-in.ts';

const message = (changes: Partial<MessageListItem> = {}): MessageListItem => ({
  id: 'message-1',
  contact: { id: 'contact-1', name: 'Mara Lind', address: 'm•••@example.com' },
  subject: 'You left something behind',
  flow: { id: 'abandoned-checkout', title: 'Cart reminder' },
  step: 'first',
  status: 'accepted',
  reason: null,
  at: '2026-05-31T09:30:00.000Z',
  ...changes,
});

const detail: MessageDetailView = {
  ...message({ status: 'skipped', reason: 'already_ordered' }),
  attempt: 0,
  sentAt: null,
  events: [],
  orders: [],
  attributionDays: 7,
  gate: [
    { clause: 'consent', pass: true, saw: 'subscribed' },
    { clause: 'not-settled', pass: false, saw: null },
    { clause: 'some-later-clause', pass: false, saw: null },
  ],
};

let api: FakeApi;

beforeEach(() => {
  api = createFakeApi();
  api.on('/flows', () => ({ body: { flows: [] } }));
});

const showMessages = async (...messages: readonly MessageListItem[]): Promise<{ where: () => string }> => {
  api.on('/messages', () => ({ body: { messages, nextCursor: null } }));
  return renderApp('/messages');
};

describe('the list of messages', () => {
  it('shows to whom, what, from which flow, how it stands and when', async () => {
    await showMessages(message());

    const row = (await screen.findAllByRole('row'))[1];

    await waitFor(() => {
      expect(
        row &&
          within(row)
            .getAllByRole('cell')
            .map(({ textContent }) => textContent),
      ).toEqual([
        'Mara Lind',
        'You left something behind',
        'Cart reminder',
        expect.stringMatching(/Sent$/),
        '',
        expect.stringMatching(/^Yesterday at 9:30\sAM$/),
      ]);
    });
  });

  it('tells skips and waits in words, by the same reason', async () => {
    await showMessages(
      message({ id: 'a', status: 'skipped', reason: 'quiet_hours' }),
      message({ id: 'b', status: 'scheduled', reason: 'quiet_hours' }),
      message({ id: 'c', status: 'skipped', reason: 'brand_new' }),
    );

    await screen.findByText('Held back by quiet hours until it was no longer useful.');

    expect(screen.getByText('Waits: quiet hours.')).toBeTruthy();
    expect(screen.getByText('Reason: brand_new')).toBeTruthy();
  });

  it('knows people by what is left of them', async () => {
    await showMessages(
      message({ id: 'a', contact: { id: 'c1', name: null, address: 'k•••@example.com' } }),
      message({ id: 'b', contact: { id: 'c2', name: null, address: null }, subject: null }),
    );

    await screen.findByRole('link', { name: 'k•••@example.com' });

    expect(screen.getByRole('link', { name: 'Erased contact' }).getAttribute('href')).toBe('/messages/b');
    expect(screen.getByText('Not written yet')).toBeTruthy();
  });

  it('says of a mail that was skipped that it never was written', async () => {
    await showMessages(message({ status: 'skipped', reason: 'no_consent', subject: null }));

    expect(await screen.findByText('Never written')).toBeTruthy();
    expect(screen.queryByText('Not written yet')).toBeNull();
  });

  it('keeps its filters in the address and asks the server with them', async () => {
    const { where } = await showMessages(message());
    await screen.findByText('Mara Lind');

    fireEvent.change(screen.getByLabelText('Status'), { target: { value: 'skipped' } });

    await waitFor(() => {
      expect(where()).toBe('/messages?status=skipped');
      expect(api.asked).toContain('GET /api/messages?status=skipped');
    });
  });

  it('shows more from the cursor and keeps what is there when that fails', async () => {
    api.on('/messages', (url) =>
      url.searchParams.get('cursor') === 'c50'
        ? failsWith(500, 'internal_error')
        : { body: { messages: [message()], nextCursor: 'c50' } },
    );
    await renderApp('/messages');

    fireEvent.click(await screen.findByRole('button', { name: 'Show more' }));

    await screen.findByText("Couldn't load more messages.");
    expect(screen.getByText('Mara Lind')).toBeTruthy();
  });
});

describe('the reason', () => {
  const counted = (id: string, ...counts: readonly (readonly [string, number])[]) => ({
    id,
    skippedBecause: counts.map(([reason, count]) => ({ reason, count })),
  });
  const flows = [
    counted('cart', ['no_consent', 4], ['quiet_hours', 9]),
    counted('browse', ['no_consent', 7], ['total_zero', 1]),
  ];

  it.each([
    ['', '', ['no_consent 11', 'quiet_hours 9', 'total_zero 1']],
    ['browse', '', ['no_consent 7', 'total_zero 1']],
    ['browse', 'quiet_hours', ['no_consent 7', 'total_zero 1', 'quiet_hours 0']],
    ['gone', '', []],
  ] as const)('can be one that occurs in %j, and the chosen %j', (flow, chosen, expected) => {
    const reasons = reasonsIn(flows, flow, chosen);

    expect(reasons.map(({ reason, count }) => `${reason} ${count}`)).toEqual(expected);
  });

  it('is asked of the server', async () => {
    api.on('/flows', () => ({
      body: { flows: [{ ...cartFlow, skippedBecause: [{ reason: 'quiet_hours', count: 3 }] }] },
    }));
    const { where } = await showMessages(message());
    await screen.findByText(/\(3\)$/);

    fireEvent.change(screen.getByLabelText('Reason'), { target: { value: 'quiet_hours' } });

    await waitFor(() => {
      expect(where()).toBe('/messages?reason=quiet_hours');
      expect(api.asked).toContain('GET /api/messages?reason=quiet_hours');
    });
  });
});

describe('the states of the list', () => {
  it('shows its title, filters and a skeleton while it loads', async () => {
    const { promise } = Promise.withResolvers<never>();
    api.on('/messages', () => promise);

    await renderApp('/messages');

    await screen.findByRole('heading', { level: 1, name: 'Messages' });
    expect(screen.getByLabelText('Flow')).toBeTruthy();
    expect(screen.getByText('Loading')).toBeTruthy();
  });

  it('leads to the flows when nothing was ever sent', async () => {
    await showMessages();

    const link = await screen.findByRole('link', { name: 'See flows' });

    expect(link.getAttribute('href')).toBe('/flows');
  });

  it('clears the filters that leave nothing', async () => {
    api.on('/messages', (url) => ({
      body: { messages: url.search === '' ? [message()] : [], nextCursor: null },
    }));
    await renderApp('/messages?status=failed&flow=cross-sell');

    fireEvent.click(await screen.findByRole('button', { name: 'Clear filters' }));

    expect(await screen.findByText('Mara Lind')).toBeTruthy();
  });

  it('loads again on Retry', async () => {
    api.on('/messages', () => Promise.reject(new TypeError('Failed to fetch')));
    await renderApp('/messages');
    await screen.findByText("Couldn't load messages.");
    expect(screen.getByText('Check your connection.')).toBeTruthy();
    api.on('/messages', () => ({ body: { messages: [message()], nextCursor: null } }));

    fireEvent.click(screen.getByRole('button', { name: 'Retry' }));

    expect(await screen.findByText('Mara Lind')).toBeTruthy();
  });
});

describe('the page of one message', () => {
  it("shows the gate's answers one by one", async () => {
    api.on('/messages/message-1', () => ({ body: detail }));

    await renderApp('/messages/message-1');

    await screen.findByRole('heading', { level: 1, name: /Message to Mara Lind/ });
    expect(screen.getByText('Bought already.')).toBeTruthy();
    const answers = screen.getAllByRole('listitem').map(({ textContent }) => textContent);
    expect(answers).toContain('Yes: They agreed to marketing emailsubscribed');
    expect(answers).toContain("No: They haven't bought already");
    expect(answers).toContain('No: some-later-clause');
  });

  it('tells what became of it, and machines are told apart from people', async () => {
    api.on('/messages/message-1', () => ({
      body: {
        ...detail,
        status: 'accepted',
        reason: null,
        events: [
          { type: 'delivered', at: '2026-05-31T09:31:00.000Z', detail: null },
          { type: 'opened', at: '2026-05-31T09:32:00.000Z', detail: 'machine' },
          { type: 'dropped', at: '2026-05-31T09:33:00.000Z', detail: 'Unheard of' },
        ],
      },
    }));

    await renderApp('/messages/message-1');

    expect(await screen.findByText('Delivered')).toBeTruthy();
    expect(screen.getByText('By a machine, maybe not by a person')).toBeTruthy();
    expect(screen.getByText('Unheard of')).toBeTruthy();
  });

  it('shows the mail only on request, in a frame in which nothing runs', async () => {
    api.on('/messages/message-1', () => ({ body: { ...detail, status: 'accepted', reason: null } }));
    api.on('/messages/message-1/mail', () => ({
      body: {
        subject: 'You left something',
        from: { name: 'Lumen', address: 'hello@lumen.example' },
        page: { url: '/preview/abc', until: '2026-06-01T11:00:00.000Z' },
      },
    }));
    await renderApp('/messages/message-1');
    const button = await screen.findByRole('button', { name: 'Show the email' });
    expect(api.asked).not.toContain('GET /api/messages/message-1/mail');

    fireEvent.click(button);

    const frame = await screen.findByTitle('The email “You left something”');
    expect([frame.getAttribute('sandbox'), frame.getAttribute('src')]).toEqual(['', '/preview/abc']);
  });

  it('says that a mail is no longer kept', async () => {
    api.on('/messages/message-1', () => ({ body: { ...detail, status: 'accepted', reason: null } }));
    api.on('/messages/message-1/mail', () => failsWith(404, 'mail_not_kept'));
    await renderApp('/messages/message-1');

    fireEvent.click(await screen.findByRole('button', { name: 'Show the email' }));

    expect(await screen.findByText(/can be shown for 90 days/)).toBeTruthy();
  });

  it('says that nothing has been checked while it waits', async () => {
    api.on('/messages/message-1', () => ({
      body: { ...detail, status: 'scheduled', reason: null, gate: [] },
    }));

    await renderApp('/messages/message-1');

    expect(await screen.findByText(/Nothing has been checked yet/)).toBeTruthy();
  });

  it('says so when there is no such message', async () => {
    await renderApp('/messages/nope');

    expect(await screen.findByText("This message doesn't exist anymore.")).toBeTruthy();
  });
});
