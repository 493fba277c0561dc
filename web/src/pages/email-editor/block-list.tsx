import type { CSSProperties, ReactElement } from 'react';
import {
  DndContext,
  KeyboardSensor,
  PointerSensor,
  closestCenter,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import type { Announcements, DragEndEvent } from '@dnd-kit/core';
import {
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable';
import { useTranslation } from 'react-i18next';
import { AddMenu } from '../../ui/add-menu.tsx';
import { Handle } from '../../ui/handle.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Pill } from '../../ui/pill.tsx';
import { blockWords } from './block-words.ts';
import { blockKinds } from './edit-template.ts';
import type { EditedBlock } from './edit-template.ts';
import type { EmailEditor } from './use-email-editor.ts';
import { useNames } from './use-names.ts';

interface BlockListProps {
  readonly editor: EmailEditor;
  /** How many things are wrong with a block. */
  readonly faults: ReadonlyMap<string, number>;
}

interface AddBlockProps {
  readonly editor: EmailEditor;
  readonly after?: string;
  readonly where: string;
}

const AddBlock = ({ editor, after, where }: AddBlockProps): ReactElement => {
  const { t } = useTranslation();
  return (
    <AddMenu
      between="blocks"
      label={t('emails.add', { where })}
      choices={() =>
        blockKinds.map((id) => ({ id, title: t(`emails.kind.${id}`), hint: t(`emails.kindHint.${id}`) }))
      }
      onChoose={(id) => {
        const kind = blockKinds.find((known) => known === id);
        if (kind !== undefined) editor.add(kind, after);
      }}
    />
  );
};

interface BlockRowProps extends BlockListProps {
  readonly edited: EditedBlock;
  readonly index: number;
}

const Acts = ({ editor, edited: { id }, index }: BlockRowProps): ReactElement => {
  const { t } = useTranslation();
  const last = editor.template.blocks.length - 1;
  return (
    <div className="enc-block-acts">
      <IconButton
        icon="up"
        label={t('editor.up')}
        disabled={index === 0}
        onAction={() => {
          editor.move(id, index - 1);
        }}
      />
      <IconButton
        icon="down"
        label={t('editor.down')}
        disabled={index === last}
        onAction={() => {
          editor.move(id, index + 1);
        }}
      />
      <IconButton
        icon="duplicate"
        label={t('emails.duplicate')}
        onAction={() => {
          editor.duplicate(id);
        }}
      />
      <IconButton
        icon="remove"
        label={t('editor.remove')}
        onAction={() => {
          editor.remove(id);
        }}
      />
    </div>
  );
};

const BlockRow = (props: BlockRowProps): ReactElement => {
  const { t } = useTranslation();
  const { editor, edited, faults } = props;
  const { id, block } = edited;
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition } = useSortable({
    id,
  });
  const says = blockWords(block, { t, names: useNames() });
  const chosen = editor.chosen === id;
  const count = faults.get(id) ?? 0;
  const style: CSSProperties = {
    transform: transform === null ? undefined : `translateY(${transform.y}px)`,
    transition,
  };
  return (
    <li ref={setNodeRef} style={style} className="enc-block" data-chosen={chosen}>
      <Handle
        ref={setActivatorNodeRef}
        label={t('emails.drag', { block: says })}
        {...attributes}
        {...listeners}
      />
      <button
        type="button"
        className="enc-block-name"
        aria-pressed={chosen}
        onClick={() => {
          editor.choose(chosen ? undefined : id);
        }}
      >
        {says}
        {count > 0 && <Pill tone="critical" label={t('editor.problems', { count })} />}
      </button>
      {chosen && <Acts {...props} />}
      <AddBlock editor={editor} after={id} where={says} />
    </li>
  );
};

/** What is said while something is dragged by keyboard: names and places, never ids. */
const useAnnouncements = ({ template }: EmailEditor): Announcements => {
  const { t } = useTranslation();
  const names = useNames();
  const { blocks } = template;
  const about = (id: unknown) => {
    const index = blocks.findIndex((each) => each.id === id);
    const found = blocks[index];
    const block = found === undefined ? '' : blockWords(found.block, { t, names });
    return { block, position: index + 1, of: blocks.length };
  };
  return {
    onDragStart: ({ active }) => t('emails.dragging.start', about(active.id)),
    onDragOver: ({ active, over }) =>
      t('emails.dragging.over', { ...about(over?.id), block: about(active.id).block }),
    onDragEnd: ({ active, over }) =>
      t('emails.dragging.end', { ...about(over?.id), block: about(active.id).block }),
    onDragCancel: ({ active }) => t('emails.dragging.cancel', about(active.id)),
  };
};

/** The blocks in their order: dragged by their handle, with the keyboard there too, or moved by the buttons of the chosen one. */
export const BlockList = ({ editor, faults }: BlockListProps): ReactElement => {
  const { t } = useTranslation();
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const announcements = useAnnouncements(editor);
  const { blocks } = editor.template;
  const drop = ({ active, over }: DragEndEvent): void => {
    const to = blocks.findIndex(({ id }) => id === over?.id);
    if (to !== -1) editor.move(String(active.id), to);
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      accessibility={{ announcements, screenReaderInstructions: { draggable: t('emails.dragging.how') } }}
      onDragEnd={drop}
    >
      <SortableContext items={blocks.map(({ id }) => id)} strategy={verticalListSortingStrategy}>
        <ol className="enc-blocks" aria-label={t('emails.blocks')}>
          <li className="enc-block-first">
            <AddBlock editor={editor} where={t('emails.top')} />
          </li>
          {blocks.map((edited, index) => (
            <BlockRow key={edited.id} edited={edited} index={index} editor={editor} faults={faults} />
          ))}
        </ol>
      </SortableContext>
    </DndContext>
  );
};
