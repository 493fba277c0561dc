import type { Story, StoryEnrollment } from '../../../server/insights/explain/story.contract.ts';

export interface FlowLine {
  readonly title: string;
  /** What comes next, in the server's words. */
  readonly next: string;
  readonly dueAt: string | null;
}

export interface MailLine {
  readonly id: string;
  readonly subject: string;
  readonly flow: string;
  readonly at: string;
  /** In the server's words. */
  readonly outcome: string;
}

/** As much of a person's story as a card has room for. */
export interface Glance {
  readonly contact: string;
  readonly flows: readonly FlowLine[];
  readonly mails: readonly MailLine[];
  /** Which flow would have let them in but for something, and why; the newest of each. */
  readonly keptOut: readonly { readonly title: string; readonly why: string }[];
}

const mailsShown = 5;

type Running = StoryEnrollment & { readonly next: NonNullable<StoryEnrollment['next']> };

const isRunning = (one: StoryEnrollment): one is Running => one.state === 'waiting' && one.next !== null;

const soonest = (a: FlowLine, b: FlowLine): number => (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9');

const linesOf = ({ flows }: Story): readonly FlowLine[] =>
  flows
    .flatMap(({ flow, enrollments }) =>
      enrollments
        .filter(isRunning)
        .map(({ next }) => ({ title: flow.title, next: next.sentence, dueAt: next.dueAt })),
    )
    .toSorted(soonest);

const mailsOf = ({ flows }: Story): readonly MailLine[] =>
  flows
    .flatMap(({ flow, enrollments }) =>
      enrollments.flatMap(({ messages }) =>
        messages.flatMap(({ id, subject, sentAt, sentence, events }) =>
          sentAt === null
            ? []
            : {
                id,
                subject: subject ?? flow.title,
                flow: flow.title,
                at: sentAt,
                outcome: events.at(-1)?.sentence ?? sentence,
              },
        ),
      ),
    )
    .toSorted((a, b) => b.at.localeCompare(a.at))
    .slice(0, mailsShown);

/** Of the flows they are not in and have had nothing of: why that is. */
const keptOutOf = ({ flows }: Story): Glance['keptOut'] =>
  flows.flatMap(({ flow, enrollments, notEntered }) => {
    const why = notEntered.at(-1)?.sentence;
    return enrollments.length > 0 || why === undefined ? [] : { title: flow.title, why };
  });

export const glanceOf = (story: Story): Glance => ({
  contact: story.contact.id,
  flows: linesOf(story),
  mails: mailsOf(story),
  keptOut: keptOutOf(story),
});
