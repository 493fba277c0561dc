import { useState } from 'react';
import type { ReactElement } from 'react';
import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { useTranslation } from 'react-i18next';
import { Action } from '../../ui/action.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextInput } from '../../ui/text-input.tsx';

interface RichToolbarProps {
  readonly editor: Editor;
  readonly label: string;
}

const marks = [
  ['bold', 'bold', (editor: Editor) => editor.chain().focus().toggleBold().run()],
  ['italic', 'italic', (editor: Editor) => editor.chain().focus().toggleItalic().run()],
  ['underline', 'underline', (editor: Editor) => editor.chain().focus().toggleUnderline().run()],
  ['bullets', 'bulletList', (editor: Editor) => editor.chain().focus().toggleBulletList().run()],
  ['numbers', 'orderedList', (editor: Editor) => editor.chain().focus().toggleOrderedList().run()],
] as const;

const LinkField = ({
  editor,
  onDone,
}: {
  readonly editor: Editor;
  readonly onDone: () => void;
}): ReactElement => {
  const { t } = useTranslation();
  const before: unknown = editor.getAttributes('link')['href'];
  const [href, setHref] = useState(typeof before === 'string' ? before : 'https://');
  return (
    <div className="enc-link-field">
      <TextInput label={t('emails.linkTo')} value={href} onChange={setHref} />
      <Action
        label={t('emails.linkSet')}
        onAction={() => {
          editor.chain().focus().extendMarkRange('link').setLink({ href }).run();
          onDone();
        }}
      />
      <Action
        plain
        label={t('emails.linkRemove')}
        onAction={() => {
          editor.chain().focus().extendMarkRange('link').unsetLink().run();
          onDone();
        }}
      />
    </div>
  );
};

export const RichToolbar = ({ editor, label }: RichToolbarProps): ReactElement => {
  const { t } = useTranslation();
  const [linking, setLinking] = useState(false);
  const active = useEditorState({
    editor,
    selector: ({ editor: now }) => [...marks.map(([, name]) => now.isActive(name)), now.isActive('link')],
  });
  return (
    <div role="toolbar" aria-label={label} className="enc-toolbar">
      {marks.map(([icon, name, toggle], index) => (
        <IconButton
          key={name}
          icon={icon}
          label={t(`emails.mark.${icon}`)}
          pressed={active[index] ?? false}
          onAction={() => {
            toggle(editor);
          }}
        />
      ))}
      <IconButton
        icon="link"
        label={t('emails.mark.link')}
        pressed={active.at(-1) ?? false}
        onAction={() => {
          setLinking(!linking);
        }}
      />
      {linking && (
        <LinkField
          editor={editor}
          onDone={() => {
            setLinking(false);
          }}
        />
      )}
    </div>
  );
};
