import type { EffectExecutor } from '../../engine/effect.ts';
import type { Logger } from '../../lib/logger.ts';
import type { MailAccountPort } from '../../mail/accounts/mail-account.ts';
import { createSenderPauses } from '../../mail/accounts/sender-pauses.system.repository.ts';
import { createComposer } from '../../mail/compose/create-composer.ts';
import { createLiquidSandbox } from '../../mail/compose/liquid/liquid-sandbox.ts';
import { createMailKeeper } from '../../mail/kept/kept-mails.system.repository.ts';
import { createGateFacts } from '../../mail/gate-facts.ts';
import { createSendEmailExecutor } from '../../mail/send/send-email.executor.ts';
import type { HeldShopsPort } from '../../mail/send/send-ports.ts';
import { defaultSendSettings } from '../../mail/send/send-settings.ts';
import { createSenderPace } from '../../mail/send/sender-pace.ts';
import type { SendSettings } from '../../mail/send/send-settings.ts';
import { createCompiledMails } from '../../mail/compose/kept/compiled-mails.repository.ts';
import type { Transport } from '../../mail/transport.ts';
import { createOutboxTransport } from '../../mail/transports/outbox.ts';
import { createSendgridTransport } from '../../mail/transports/sendgrid.ts';
import { createSmtpTransport } from '../../mail/transports/smtp.ts';
import type { PlanPlaces } from '../../mail/sending/plan-places.ts';
import { createSenderDays } from '../../mail/sending/sender-days.repository.ts';
import type { Config } from '../config.ts';
import type { Data } from './data.ts';
import { takeFactLook } from './fact-look.ts';
import type { Flows } from './flows.ts';
import { wireLinks } from './links.ts';
import { wireOfferPort } from './offers.ts';
import { wireSenders } from './sending.ts';
import { wireTemplateSource } from './templates.ts';

/** The protocol's numbers, as far as mail goes by them. */
export const sendSettingsOf = ({ timing, mail }: Config): SendSettings => ({
  ...defaultSendSettings,
  lanes: mail.lanes,
  subGroup: mail.subGroup,
  deadlineMs: timing.deadlineMs,
  oldMs: timing.unknownAfterMs,
  horizonMs: timing.horizonMs,
  graceMs: timing.graceMs,
  backOffMs: timing.backOffMs,
});

export const wireTransport = ({ mail, timing }: Config, { outbox }: Data['mail']): Transport => {
  if (mail.transport === 'sendgrid' && mail.sendgridApiKey !== undefined)
    return createSendgridTransport({
      apiKey: mail.sendgridApiKey,
      baseUrl: mail.sendgridBaseUrl,
      timeoutMs: timing.providerTimeoutMs,
    });
  if (mail.transport === 'smtp' && mail.smtpUrl !== undefined)
    return createSmtpTransport({ url: mail.smtpUrl });
  return createOutboxTransport(outbox);
};

export interface MailParts {
  readonly config: Config;
  readonly data: Data;
  readonly flows: Flows;
  readonly transport: Transport;
  /** Of shops with an account of their own. */
  readonly accounts?: MailAccountPort | undefined;
  /** Between how many a sender's allowance is shared; one unless told. */
  readonly liveWorkers?: (() => Promise<number>) | undefined;
  /** Told whenever mails wait for a delivery that is stored and not applied. */
  readonly onHeld?: (() => void) | undefined;
  /** Without it no plan limits anybody. */
  readonly plans?: PlanPlaces | undefined;
  readonly logger: Logger;
}

const tellingHeld = (inbox: HeldShopsPort, onHeld: (() => void) | undefined): HeldShopsPort => ({
  heldShops: async (shops) => {
    const held = await inbox.heldShops(shops);
    if (held.size > 0) onHeld?.();
    return held;
  },
});

/** Everything between "this mail is due" and "the provider has it". */
export const wireSendEmail = ({
  config,
  data,
  flows,
  transport,
  accounts,
  liveWorkers,
  onHeld,
  plans,
  logger,
}: MailParts): EffectExecutor =>
  createSendEmailExecutor(
    {
      ledger: {
        rows: data.mail.system.ledger,
        caps: data.mail.caps,
        days: createSenderDays(data.connection),
        plans,
      },
      facts: {
        people: createGateFacts(data.shop),
        flows: flows.ports.flows,
        senders: wireSenders({ config, data }),
        inbox: tellingHeld(data.inbox, onHeld),
        enrollments: data.engine.store,
        programs: flows.runtime.programs,
        look: () => takeFactLook(data.connection, flows.runtime.programs),
      },
      mail: {
        composer: createComposer({
          templates: wireTemplateSource(data),
          compiled: createCompiledMails(data.connection),
          links: wireLinks(config),
          sandbox: createLiquidSandbox(),
        }),
        transport,
        accounts,
        keeper: createMailKeeper(data.connection),
      },
      offers: wireOfferPort({ config, data, logger }),
      settings: sendSettingsOf(config),
      logger,
    },
    createSenderPace({ liveWorkers, shared: createSenderPauses(data.connection) }),
  );
