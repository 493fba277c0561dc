/** @jsxImportSource preact */
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Asked } from './ask-story.ts';
import type { FlowLine, Glance, MailLine } from './glance.ts';

export interface Words {
  translate(key: string): string;
  /** A moment in the admin's own language. */
  formatDate(date: Date, options?: Intl.DateTimeFormatOptions): string;
}

export interface CardProps {
  readonly words: Words;
  /** Undefined where the page shows nobody. */
  readonly ask: (() => Promise<Asked>) | undefined;
}

const moment = { dateStyle: 'medium', timeStyle: 'short' } as const;

const Part = ({ title, children }: { title: string; children: ComponentChildren }): JSX.Element => (
  <s-stack gap="small-200">
    <s-heading>{title}</s-heading>
    {children}
  </s-stack>
);

const Next = ({ line, words }: { line: FlowLine; words: Words }): JSX.Element => (
  <s-stack gap="none">
    <s-text type="strong">{line.title}</s-text>
    <s-text>{line.next}</s-text>
    {line.dueAt !== null && <s-text color="subdued">{words.formatDate(new Date(line.dueAt), moment)}</s-text>}
  </s-stack>
);

const Mail = ({ line, words }: { line: MailLine; words: Words }): JSX.Element => (
  <s-stack gap="none">
    <s-text type="strong">{line.subject}</s-text>
    <s-text color="subdued">{`${words.formatDate(new Date(line.at), moment)} · ${line.flow}`}</s-text>
    <s-text>{line.outcome}</s-text>
  </s-stack>
);

const Found = ({ glance, words }: { glance: Glance; words: Words }): JSX.Element => {
  const { contact, flows, mails, keptOut } = glance;
  const t = (key: string): string => words.translate(key);
  return (
    <s-stack gap="base">
      <Part title={t('next')}>
        {flows.length === 0 && <s-text color="subdued">{t('inNone')}</s-text>}
        {flows.map((line) => (
          <Next key={`${line.title} ${line.dueAt}`} line={line} words={words} />
        ))}
      </Part>
      <Part title={t('mails')}>
        {mails.length === 0 && <s-text color="subdued">{t('noMails')}</s-text>}
        {mails.map((line) => (
          <Mail key={line.id} line={line} words={words} />
        ))}
      </Part>
      {keptOut.length > 0 && (
        <Part title={t('keptOut')}>
          {keptOut.map(({ title, why }) => (
            <s-text key={title}>{`${title}: ${why}`}</s-text>
          ))}
        </Part>
      )}
      <s-link href={`app:/contacts/${encodeURIComponent(contact)}`}>{t('all')}</s-link>
    </s-stack>
  );
};

interface AnswerProps {
  readonly answer: Asked | undefined;
  readonly words: Words;
  readonly onAgain: () => void;
}

const Answer = ({ answer, words, onAgain }: AnswerProps): JSX.Element => {
  if (answer === undefined) return <s-spinner accessibilityLabel={words.translate('loading')} />;
  if (answer.kind === 'found') return <Found glance={answer.glance} words={words} />;
  if (answer.kind === 'nobody') return <s-text color="subdued">{words.translate('nobody')}</s-text>;
  return (
    <s-banner tone="critical">
      <s-paragraph>{words.translate('failed')}</s-paragraph>
      <s-button onClick={onAgain}>{words.translate('again')}</s-button>
    </s-banner>
  );
};

export const Card = ({ words, ask }: CardProps): JSX.Element => {
  const [answer, setAnswer] = useState<Asked | undefined>(ask === undefined ? { kind: 'nobody' } : undefined);
  const look = (): void => {
    setAnswer(undefined);
    void ask?.().then(setAnswer);
  };
  useEffect(look, [ask]);
  return (
    <s-admin-block heading={words.translate('heading')}>
      <Answer answer={answer} words={words} onAgain={look} />
    </s-admin-block>
  );
};
