import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { asMessageId } from '../../lib/brand.ts';
import { aMail } from '../../testing/mail/mail-builders.ts';
import type { Transport } from '../transport.ts';

/** What arrived, however the far side keeps it. */
export interface Arrived {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface FarSide {
  readonly transport: Transport;
  arrived(): Promise<readonly Arrived[]>;
  close(): Promise<void>;
}

/** Every transport passes this; call it inside a `describe`. */
export const transportBattery = (open: () => Promise<FarSide>): void => {
  let far: FarSide;
  beforeAll(async () => {
    far = await open();
  });
  afterAll(async () => {
    await far.transport.close();
    await far.close();
  });

  it('delivers a mail whole, with its headers as they are', async () => {
    const outcome = await far.transport.send(aMail(), () => true);

    const [mail] = await far.arrived();
    expect(outcome.kind).toBe('accepted');
    expect(mail).toMatchObject({
      from: 'hello@lumen.example',
      to: 'mara@example.com',
      subject: 'Du hast etwas vergessen ✨',
    });
    expect(mail?.html).toContain('<p>Hallo</p>');
    expect(mail?.text).toContain('Hallo');
    expect(mail?.headers['message-id']).toBe('<e1.checkout-1@lumen.example>');
    expect(mail?.headers['list-unsubscribe']).toBe('<https://mail.example/u/token>');
    expect(mail?.headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
  });

  it('writes nothing when the last look says no', async () => {
    const before = (await far.arrived()).length;

    const outcome = await far.transport.send(aMail({ messageId: asMessageId('e2.checkout-1') }), () => false);

    expect(outcome.kind).toBe('not-sent');
    expect(await far.arrived()).toHaveLength(before);
  });

  it('looks a last time exactly once for each mail', async () => {
    let looks = 0;

    await far.transport.send(aMail({ messageId: asMessageId('e3.checkout-1') }), () => {
      looks += 1;
      return true;
    });

    expect(looks).toBe(1);
  });

  it('sends many mails side by side', async () => {
    const before = (await far.arrived()).length;
    const ids = Array.from({ length: 30 }, (_, index) => asMessageId(`many${index}.checkout-1`));

    const outcomes = await Promise.all(
      ids.map((messageId) => far.transport.send(aMail({ messageId }), () => true)),
    );

    expect(outcomes.filter(({ kind }) => kind === 'accepted')).toHaveLength(30);
    expect(await far.arrived()).toHaveLength(before + 30);
  });
};
