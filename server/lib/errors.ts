/**
 * Every coded error of Encore: code → HTTP status and what it means. `docs/errors.md` lists the same codes;
 * a test compares both ways.
 */
export const errorTable = {
  config_invalid: [500, 'The environment is not what is expected.'],
  database_unreachable: [503, 'MongoDB could not be reached.'],
  mongod_missing: [500, 'No MongoDB ≥ 6.0 was found and none could be fetched.'],
  chromium_missing: [500, 'No Chromium was found for the browser tests and none could be fetched.'],
  start_failed: [500, 'Encore could not start.'],
  usage_wrong: [400, 'The command line is not what is expected.'],
  signature_missing: [401, 'The request carries no signature.'],
  signature_wrong: [401, 'The signature does not match the body.'],
  webhook_headers_invalid: [400, 'Topic, shop or webhook id is missing or malformed.'],
  batch_invalid: [400, 'The batch of events is not a JSON array.'],
  body_too_large: [413, 'The body is larger than 5 MiB.'],
  inbox_unavailable: [503, 'The delivery could not be stored; send it again.'],
  overloaded: [503, 'More comes in than can be stored; send it again in a few seconds.'],
  payload_undecodable: [422, 'The delivery is not valid JSON.'],
  payload_invalid: [422, 'The delivery is not of the shape its topic promises.'],
  session_token_missing: [401, 'A session token is required.'],
  session_token_invalid: [401, 'The session token is expired, forged or for another app.'],
  shop_not_installed: [403, 'The shop has not installed Encore.'],
  request_invalid: [400, 'The request does not match its schema.'],
  shop_key_invalid: [401, 'The key was not made by us, or for something else.'],
  too_many_requests: [429, 'Too many requests; the header Retry-After says when to try again.'],
  not_found: [404, 'There is nothing here.'],
  version_conflict: [409, 'Someone else changed this in the meantime.'],
  flow_state_invalid: [409, 'The flow is in a state in which this can’t be done.'],
  plan_limit_reached: [403, 'The shop’s plan allows no more of this.'],
  offer_state_invalid: [409, 'The offer is retired and stays as it is.'],
  flow_not_asked_for: [422, 'No live flow of the shop is asked for by this name.'],
  customer_unknown_yet: [503, 'The customer has not been heard of yet; try again.'],
  program_invalid: [422, 'The flow program does not parse.'],
  step_unknown: [422, 'The flow program names a step that does not exist.'],
  stored_document_unreadable: [500, 'A stored document does not match its schema.'],
  step_failed: [500, 'A step threw; the enrollment is retried, then quarantined.'],
  render_failed: [500, 'The mail could not be rendered.'],
  template_invalid: [422, 'The template does not compile.'],
  template_stopped: [422, 'The template took too much time or memory and was stopped.'],
  template_unfinished: [422, 'The template has errors: it stays a draft; the fields say where.'],
  template_key_taken: [409, 'There is another template of that key.'],
  template_in_use: [409, 'The template is sent by a flow; the fields name it.'],
  mail_not_kept: [404, 'The content of this mail is not kept, or not any more.'],
  test_recipient_refused: [422, 'Test mail goes to the shop’s own addresses only.'],
  test_mail_failed: [502, 'The test mail was not accepted; the message says why.'],
  job_payload_invalid: [422, 'The payload of a job is not of its shape; it is not tried again.'],
  link_invalid: [404, 'The link is damaged or was not made by us.'],
  platform_call_failed: [502, 'The platform did not answer as expected.'],
  platform_throttled: [503, 'The platform asked us to slow down.'],
  platform_unreachable: [502, 'The platform did not answer, or only with errors.'],
  platform_unwell: [
    503,
    'The platform failed several times in a row for this shop; it is left alone for a minute.',
  ],
  scope_not_granted: [403, 'The merchant has not granted what this needs; the message names the field.'],
  token_refused: [
    502,
    'The platform takes neither the access token nor what renews it; opening the app in the admin brings a new one.',
  ],
  platform_refused: [422, 'The platform refused the change; the message names its reason.'],
  provider_call_failed: [502, 'The mail service did not answer as expected.'],
  mail_key_refused: [422, 'SendGrid does not take this key, or the key may not send mail.'],
  mail_accounts_unavailable: [409, 'No mail leaves this installation: an account has nothing to send.'],
  domains_unavailable: [409, 'Mail does not leave through SendGrid here: there is no domain to prove.'],
  backfill_failed: [502, 'The back-fill stopped; it goes on with the next run.'],
  export_too_large: [413, 'More is held on this person than fits into one export.'],
  journal_invalid: [422, 'The journal does not parse; the message names the line.'],
  interrupted: [503, 'The process stopped in between; another one goes on.'],
  clock_busy: [504, 'Work is still going on; the clock has moved.'],
  internal_error: [500, 'Something went wrong on our side.'],
} as const satisfies Record<string, readonly [number, string]>;

export type ErrorCode = keyof typeof errorTable;

/** An error a person or a program can act on. `message` may be shown; put nothing personal in it. */
export class EncoreError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly fields: Readonly<Record<string, string>> | undefined;

  constructor(
    code: ErrorCode,
    options: { message?: string; cause?: unknown; fields?: Readonly<Record<string, string>> } = {},
  ) {
    super(options.message ?? errorTable[code][1], { cause: options.cause });
    this.name = 'EncoreError';
    this.code = code;
    this.status = errorTable[code][0];
    this.fields = options.fields;
  }
}

export const errorCodeOf = (error: unknown): ErrorCode =>
  error instanceof EncoreError ? error.code : 'internal_error';
