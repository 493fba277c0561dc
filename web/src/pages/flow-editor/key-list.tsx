import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyTable } from '../../ui/key-table.tsx';

const keys = [
  ['walk', '↓ ↑'],
  ['arms', '→ ←'],
  ['open', 'Enter, Esc'],
  ['add', 'N'],
  ['move', 'Alt ↑ ↓'],
  ['clip', 'Ctrl/⌘ C X V D'],
  ['remove', 'Delete'],
  ['undo', 'Ctrl/⌘ Z, Y'],
  ['find', '/'],
  ['regions', 'F6'],
  ['help', '?'],
] as const;

interface KeyListProps {
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}

/** What each key does on a step. */
export const KeyList = ({ open, onOpen }: KeyListProps): ReactElement => {
  const { t } = useTranslation();
  return (
    <KeyTable
      title={t('editor.keys.title')}
      open={open}
      onOpen={onOpen}
      rows={keys.map(([id, key]) => ({ id, keys: key, does: t(`editor.keys.${id}`) }))}
    />
  );
};
