import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailTemplate } from '../../../../server/mail/compose/blocks.contract.ts';
import { usePreview, useVariables } from '../../api/use-templates.ts';
import type { Previewed } from '../../api/use-templates.ts';
import { EditorToolbar } from '../../app/editor-toolbar.tsx';
import { KeptCopy } from '../../app/kept-copy.tsx';
import { OfflineNote } from '../../app/offline-note.tsx';
import { undoOrRedo, useDocumentKeys } from '../../app/use-document-keys.ts';
import { useLater } from '../../app/use-later.ts';
import { useLeaveGuard } from '../../app/use-leave-guard.ts';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Pill } from '../../ui/pill.tsx';
import { SaveBar } from '../../ui/save-bar.tsx';
import { Screen } from '../../ui/screen.tsx';
import { TwoThirds } from '../../ui/two-thirds.tsx';
import { BlockFields } from './block-fields.tsx';
import { BlockList } from './block-list.tsx';
import { blockWords } from './block-words.ts';
import { blockOfPath, close, isTemplate, open } from './edit-template.ts';
import { HeadPanel, LookPanel } from './head-panel.tsx';
import { MailPreview } from './mail-preview.tsx';
import { SendTest } from './send-test.tsx';
import { useEmailEditor } from './use-email-editor.ts';
import type { EmailEditor, OpenedEmail } from './use-email-editor.ts';
import { useNames } from './use-names.ts';
import { UsesPanel } from './uses-panel.tsx';
import './email-editor.css';

type Problems = Previewed['problems'];

const sentenceOf = ({ message, didYouMean }: Problems[number]): string =>
  didYouMean === undefined ? message : `${message} (${didYouMean}?)`;

/** What the server says, by block and by field. */
const faultsOf = (mail: Previewed | undefined) => {
  const problems = mail?.problems ?? [];
  const owned = problems.map((problem) => ({
    path: problem.path,
    sentence: sentenceOf(problem),
    owner: blockOfPath(mail?.ids ?? [], problem.path),
  }));
  const counts = new Map<string, number>();
  for (const { owner } of owned) if (owner !== undefined) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  return {
    owned,
    counts,
    ofBlock: (id: string) => (field: string) => {
      const found = owned.find(
        ({ owner, path }) => owner === id && path.replace(/^blocks\.\d+\./, '') === field,
      );
      return found?.sentence;
    },
    ofHead: (field: string) => {
      const found = owned.find(({ path }) => path === field);
      return found?.sentence;
    },
  };
};

interface ToolbarProps {
  readonly editor: EmailEditor;
  readonly faults: ReturnType<typeof faultsOf>;
}

const Toolbar = ({ editor, faults: { owned } }: ToolbarProps): ReactElement => {
  const { t } = useTranslation();
  const names = useNames();
  const lines = owned.map(({ owner, path, sentence }) => {
    const block = editor.template.blocks.find(({ id }) => id === owner)?.block;
    const step = block === undefined ? t('emails.whole') : blockWords(block, { t, names });
    return {
      id: `${path} ${sentence}`,
      sentence: t('editor.problemIn', { step, sentence }),
      onGo: () => {
        editor.choose(owner);
      },
    };
  });
  return (
    <EditorToolbar
      editor={editor}
      problems={lines}
      publish={{
        label: t('emails.publish'),
        disabled: !editor.changed || lines.length > 0,
        onPublish: editor.publish,
      }}
    >
      {editor.changed && <Pill tone="info" label={t('editor.draft')} />}
      {editor.published > 0 && (
        <Pill tone="success" label={t('emails.version', { version: editor.published })} />
      )}
    </EditorToolbar>
  );
};

interface PropertiesProps {
  readonly editor: EmailEditor;
  readonly faults: ReturnType<typeof faultsOf>;
  readonly variables: readonly string[];
}

/** What the chosen block can do; the whole mail's look where none is chosen. */
const Properties = ({ editor, faults, variables }: PropertiesProps): ReactElement => {
  const { t } = useTranslation();
  const found = editor.template.blocks.find(({ id }) => id === editor.chosen);
  if (found === undefined) return <LookPanel editor={editor} faultOf={faults.ofHead} />;
  const { id, block } = found;
  return (
    <Panel title={t(`emails.kind.${block.kind}`)}>
      <BlockFields
        key={id}
        block={block}
        variables={variables}
        faultOf={faults.ofBlock(id)}
        onChange={(next) => {
          editor.change(id, next);
        }}
      />
    </Panel>
  );
};

const Bench = ({
  editor,
  opened,
}: {
  readonly editor: EmailEditor;
  readonly opened: OpenedEmail;
}): ReactElement => {
  const { t } = useTranslation();
  const [contact, setContact] = useState<string>();
  const { flow } = opened.view;
  const variables = (useVariables(flow).data?.variables ?? [])
    .filter(({ path, type }) => !path.includes('[]') && (type === 'text' || type === 'number'))
    .map(({ path }) => path);
  const rested = useLater(editor.template);
  const shown = { template: close(rested), flow, contact };
  const { data: mail, isError } = usePreview(
    shown,
    rested.blocks.map(({ id }) => id),
  );
  const faults = faultsOf(mail);
  return (
    <>
      <Toolbar editor={editor} faults={faults} />
      <HeadPanel editor={editor} variables={variables} faultOf={faults.ofHead} />
      <TwoThirds
        sideFirst
        main={<MailPreview mail={mail} failed={isError} contact={contact} onContact={setContact} />}
        side={
          <>
            <Panel title={t('emails.blocks')}>
              <BlockList editor={editor} faults={faults.counts} />
            </Panel>
            <Properties editor={editor} faults={faults} variables={variables} />
            <SendTest shown={shown} />
            <UsesPanel uses={editor.uses} published={editor.published} />
          </>
        }
      />
    </>
  );
};

const templateIn = (work: unknown): MailTemplate | undefined => (isTemplate(work) ? work : undefined);

export const EmailWorkbench = ({ opened }: { readonly opened: OpenedEmail }): ReactElement => {
  const { t } = useTranslation();
  const editor = useEmailEditor(opened);
  useLeaveGuard(editor.dirty);
  useDocumentKeys((pressed) => undoOrRedo(editor, pressed));
  return (
    <Screen wide title={opened.view.title} back={{ content: t('emails.title'), url: '/flows/emails' }}>
      <SaveBar
        id="email-editor"
        open={editor.dirty}
        save={t('editor.save')}
        discard={t('editor.discard')}
        onSave={editor.save}
        onDiscard={editor.discard}
      />
      <OfflineNote />
      <KeptCopy
        of={{ kind: 'email', shop: opened.shop, id: opened.view.key }}
        opened={JSON.stringify(close(opened.template))}
        read={templateIn}
        onUse={(template) => {
          editor.replace(open(template));
        }}
      />
      {editor.problem !== undefined && <Notice tone="critical" title={editor.problem} />}
      <Bench editor={editor} opened={opened} />
    </Screen>
  );
};
