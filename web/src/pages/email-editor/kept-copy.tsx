import { useState } from 'react';
import type { ReactElement } from 'react';
import { dropCopy, readCopy } from '../../app/recovery.ts';
import type { RecoveryCopy } from '../../app/recovery.ts';
import { RecoveryNotice } from '../../app/recovery-notice.tsx';
import { close, isTemplate, open } from './edit-template.ts';
import type { EmailEditor, OpenedEmail } from './use-email-editor.ts';

const parse: (text: string) => unknown = JSON.parse;

const templateIn = (copy: RecoveryCopy | undefined) => {
  try {
    const template = copy && parse(copy.work);
    return isTemplate(template) ? template : undefined;
  } catch {
    return undefined;
  }
};

interface KeptCopyProps {
  readonly opened: OpenedEmail;
  readonly editor: EmailEditor;
}

export const KeptCopy = ({ opened, editor }: KeptCopyProps): ReactElement | null => {
  const of = { kind: 'email', shop: opened.shop, id: opened.view.key } as const;
  const [copy, setCopy] = useState(() => readCopy(of));
  const template = templateIn(copy);
  if (template === undefined || JSON.stringify(template) === JSON.stringify(close(opened.template)))
    return null;
  return (
    <RecoveryNotice
      onUse={() => {
        editor.replace(open(template));
        setCopy(undefined);
      }}
      onDrop={() => {
        dropCopy(of);
        setCopy(undefined);
      }}
    />
  );
};
