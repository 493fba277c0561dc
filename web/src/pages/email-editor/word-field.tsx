import { useEffect, useId, useMemo, useRef } from 'react';
import type { ReactElement } from 'react';
import type { Editor, Extensions } from '@tiptap/core';
import { Bold } from '@tiptap/extension-bold';
import { Document } from '@tiptap/extension-document';
import { HardBreak } from '@tiptap/extension-hard-break';
import { Italic } from '@tiptap/extension-italic';
import { Link } from '@tiptap/extension-link';
import { BulletList, ListItem, OrderedList } from '@tiptap/extension-list';
import { Paragraph } from '@tiptap/extension-paragraph';
import { Text } from '@tiptap/extension-text';
import { Underline } from '@tiptap/extension-underline';
import { EditorContent, useEditor } from '@tiptap/react';
import { useTranslation } from 'react-i18next';
import { Words } from '../../ui/words.tsx';
import { liquidNode } from './liquid-node.ts';
import { fromLine, toEditor, toLine, toRich } from './liquid-rich.ts';
import { RichToolbar } from './rich-toolbar.tsx';
import { useNames } from './use-names.ts';
import { VariablePicker } from './variable-picker.tsx';

interface WordFieldProps {
  readonly label: string;
  readonly value: string;
  readonly rich?: boolean;
  readonly error?: string | undefined;
  readonly variables: readonly string[];
  readonly onChange: (value: string) => void;
}

/** Addresses of the web, or Liquid that prints one; the server looks again at what each prints. */
const isAddress = (uri: string): boolean => /^https?:\/\//i.test(uri) || /^\{\{.*\}\}$/.test(uri);

const richExtensions: Extensions = [
  Bold,
  Italic,
  Underline,
  HardBreak,
  BulletList,
  OrderedList,
  ListItem,
  Link.configure({
    openOnClick: false,
    autolink: false,
    isAllowedUri: isAddress,
    HTMLAttributes: { target: null, rel: null, class: null },
  }),
];

const lineDocument = Document.extend({ content: 'paragraph' });

const contentOf = (value: string, rich: boolean) =>
  rich
    ? toEditor(value)
    : { type: 'doc', content: [{ type: 'paragraph', content: toLine(value).map((node) => ({ ...node })) }] };

const valueOf = (editor: Editor, rich: boolean): string =>
  rich ? toRich(editor.getHTML()) : fromLine(editor.getJSON());

interface Writing extends Omit<WordFieldProps, 'variables'> {
  readonly id: string;
  readonly rich: boolean;
}

/** TipTap over the value: what is typed goes out, what is undone comes back in. */
const useWordEditor = ({ id, label, value, rich, error, onChange }: Writing): Editor => {
  const names = useNames();
  const tell = useRef(onChange);
  useEffect(() => {
    tell.current = onChange;
  });
  const extensions = useMemo(
    () => [...(rich ? [Document, ...richExtensions] : [lineDocument]), Paragraph, Text, liquidNode(names)],
    [rich, names],
  );
  const editor = useEditor({
    extensions,
    content: contentOf(value, rich),
    // The page's policy allows no style that a script writes.
    injectCSS: false,
    editorProps: {
      attributes: {
        id,
        role: 'textbox',
        'aria-label': label,
        'aria-multiline': String(rich),
        ...(error !== undefined && { 'aria-invalid': 'true', 'aria-describedby': `${id}-error` }),
        class: 'enc-words',
      },
    },
    onUpdate: ({ editor: changed }) => {
      tell.current(valueOf(changed, rich));
    },
  });
  useEffect(() => {
    if (valueOf(editor, rich) !== value)
      editor.commands.setContent(contentOf(value, rich), { emitUpdate: false });
  }, [editor, rich, value]);
  return editor;
};

/** Words with variables in them as chips; with `rich` also bold, lists and links. */
export const WordField = (props: WordFieldProps): ReactElement => {
  const { t } = useTranslation();
  const id = useId();
  const { label, rich = false, error, variables } = props;
  const editor = useWordEditor({ ...props, id, rich });
  return (
    <div className="enc-word-field">
      <div className="enc-word-head">
        <span aria-hidden="true">{label}</span>
        <VariablePicker
          variables={variables}
          onPick={(liquid) => {
            editor.chain().focus().insertContent({ type: 'liquid', attrs: { liquid } }).run();
          }}
        />
      </div>
      {rich && <RichToolbar editor={editor} label={t('emails.format')} />}
      <EditorContent editor={editor} />
      {error !== undefined && (
        <span id={`${id}-error`}>
          <Words strong small>
            {error}
          </Words>
        </span>
      )}
    </div>
  );
};
