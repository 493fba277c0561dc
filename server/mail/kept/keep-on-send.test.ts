import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createSendWorld } from '../../testing/mail/send-world.ts';
import type { SendWorld } from '../../testing/mail/send-world.ts';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';
import { EncoreError } from '../../lib/errors.ts';
import { createCompiledMails } from '../compose/kept/compiled-mails.repository.ts';
import { createComposer } from '../compose/create-composer.ts';
import { createLiquidSandbox } from '../compose/liquid/liquid-sandbox.ts';
import { createLinks } from '../links/links.ts';
import type { SendDeps } from '../send/send-ports.ts';
import { builtInTemplates } from '../templates/built-in-templates.ts';
import type { SendOutcome } from '../transport.ts';
import type { KeptMail, MailKeeper } from './kept-mail.ts';

let database: TestDatabase;
let world: SendWorld;
let kept: KeptMail[];
const sandbox = createLiquidSandbox();

beforeAll(async () => {
  database = await testDatabase('keep_on_send');
});
afterAll(async () => {
  await sandbox.close();
  await database.drop();
});
beforeEach(async () => {
  await database.connection.dropDatabase();
  world = createSendWorld(database);
  await world.system.ensureIndexes();
  kept = [];
});

const keeping = (
  keeper: MailKeeper = { keep: async (mails) => void kept.push(...mails) },
): Partial<SendDeps> => ({
  mail: {
    composer: createComposer({
      templates: builtInTemplates,
      links: createLinks({ baseUrl: 'https://mail.example', keys: [{ id: 'k', secret: 'test' }] }),
      sandbox,
      compiled: createCompiledMails(database.connection),
    }),
    transport: world.transport,
    keeper,
  },
});

describe('sending', () => {
  it.each<[SendOutcome, number]>([
    [{ kind: 'accepted' }, 1],
    [{ kind: 'unknown', reason: 'timeout' }, 1],
    [{ kind: 'rejected', reason: 'address_refused' }, 0],
    [{ kind: 'not-sent', reason: 'busy' }, 0],
  ])('keeps what left or may have, and nothing else: %j', async (outcome, count) => {
    const mara = await world.enroll('mara');
    world.transport.answer = () => Promise.resolve(outcome);

    await world.perform([mara], { deps: keeping() });

    expect(kept).toHaveLength(count);
    expect(kept.map(({ to }) => to.address)).toEqual(Array(count).fill('mara@example.com'));
  });

  it('keeps it while its row is still on the wire, so that an erasure comes back for it', async () => {
    const mara = await world.enroll('mara');
    const seen: (string | undefined)[] = [];
    const keep = async () => void seen.push((await world.row(mara))?.status);

    await world.perform([mara], { deps: keeping({ keep }) });

    expect(seen).toEqual(['sending']);
    expect((await world.row(mara))?.status).toBe('accepted');
  });

  it('settles a mail that could not be kept', async () => {
    const mara = await world.enroll('mara');

    const outcomes = await world.perform([mara], {
      deps: keeping({ keep: () => Promise.reject(new TypeError('no space left')) }),
    });

    expect(outcomes.get(mara.id)).toEqual({ kind: 'advance' });
    expect((await world.row(mara))?.status).toBe('accepted');
  });

  it('puts a mail back whose template can’t be read, and sends it the next time', async () => {
    const mara = await world.enroll('mara');
    const { mail } = keeping();
    const error = new EncoreError('database_unreachable');
    const down = { prepare: () => Promise.resolve(), compose: () => Promise.reject(error) };

    const first = await world.perform([mara], {
      deps: { mail: { composer: down, transport: world.transport } },
    });
    const second = await world.perform([mara], { deps: mail === undefined ? {} : { mail } });

    expect(first.get(mara.id)).toMatchObject({ kind: 'again', reason: 'facts_unavailable' });
    expect(second.get(mara.id)).toEqual({ kind: 'advance' });
    expect(world.transport.written).toHaveLength(1);
  });
});
