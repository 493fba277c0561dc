import type { Story, StoryEnrollment, StoryFlow, StoryLine } from '../../insights/explain/story.contract.ts';

const indent = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);

const timeOf = (at: string | null): string =>
  at === null ? ' '.repeat(19) : at.slice(0, 19).replace('T', ' ');

const lineText = ({ at, sentence, count, gate }: StoryLine): readonly string[] => [
  `${timeOf(at)}  ${sentence}${count > 1 ? ` (${count} times)` : ''}`,
  ...gate.map((answer) => `${' '.repeat(21)}${answer.pass ? '✓' : '✗'} ${answer.sentence}`),
];

const enrollmentText = ({ about, sentence, lines, messages, next }: StoryEnrollment): readonly string[] => [
  `${about === '' ? 'Once' : `About ${about}`}: ${sentence}`,
  ...indent([
    ...lines.flatMap(lineText),
    ...messages.flatMap(({ sentAt, step, sentence: said, events }) => [
      `${timeOf(sentAt)}  Mail ${step}: ${said}`,
      ...events.map((event) => `${timeOf(event.at)}  ${event.sentence}`),
    ]),
    ...(next === null ? [] : [`${timeOf(next.dueAt)}  Next: ${next.sentence}`]),
  ]),
];

const flowText = ({ flow, sentence, notEntered, enrollments }: StoryFlow): readonly string[] => [
  `${flow.title} (${flow.status}): ${sentence}`,
  ...indent([...notEntered.flatMap(lineText), ...enrollments.flatMap(enrollmentText)]),
  '',
];

/** One person's story for a terminal; times are UTC. */
export const storyText = ({ contact, flows, truncated }: Story): string =>
  [
    `Contact ${contact.id}${contact.redacted ? ' (redacted)' : ''}`,
    '',
    ...flows.flatMap(flowText),
    ...(truncated ? ['There is more; the oldest is left out.'] : []),
  ].join('\n');
