import type { ComponentType, ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Block, ColumnBlock } from '../../../../server/mail/compose/blocks.contract.ts';
import { Action } from '../../ui/action.tsx';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Stack } from '../../ui/stack.tsx';
import type { BlockFieldsProps } from './block-props.ts';
import { blockWords } from './block-words.ts';
import { blockKinds, freshBlock, isColumnBlock } from './edit-template.ts';
import { useNames } from './use-names.ts';

type Columns = Extract<Block, { kind: 'columns' }>;
type Column = readonly ColumnBlock[];

const mostColumns = 3;
const mostInColumn = 8;
const kinds = blockKinds.filter((kind) => isColumnBlock(freshBlock(kind)));

interface ColumnsFieldsProps extends BlockFieldsProps<Columns> {
  /** The fields of a block inside a column. */
  readonly inner: ComponentType<BlockFieldsProps>;
}

interface ColumnFieldsProps extends Pick<ColumnsFieldsProps, 'variables' | 'faultOf' | 'inner'> {
  readonly column: Column;
  readonly number: number;
  readonly onChange: (column: Column) => void;
}

const ColumnFields = ({
  column,
  number,
  variables,
  faultOf,
  inner: Fields,
  onChange,
}: ColumnFieldsProps): ReactElement => {
  const { t } = useTranslation();
  const names = useNames();
  return (
    <fieldset className="enc-fieldset enc-column">
      <legend>{t('emails.column', { number })}</legend>
      {column.map((block, index) => (
        <details key={`${index} ${block.kind}`}>
          <summary>{blockWords(block, { t, names })}</summary>
          <Stack>
            <Fields
              block={block}
              variables={variables}
              faultOf={(field) => faultOf(`${number - 1}.${index}.${field}`)}
              onChange={(next) => {
                if (isColumnBlock(next)) onChange(column.with(index, next));
              }}
            />
            <IconButton
              icon="remove"
              label={t('emails.removeBlock', { block: blockWords(block, { t, names }) })}
              onAction={() => {
                onChange(column.toSpliced(index, 1));
              }}
            />
          </Stack>
        </details>
      ))}
      {column.length < mostInColumn && (
        <ChoiceField
          label={t('emails.addIn', { number })}
          value=""
          choices={[
            { value: '', label: t('emails.choose') },
            ...kinds.map((value) => ({ value, label: t(`emails.kind.${value}`) })),
          ]}
          onChange={(chosen) => {
            const fresh = kinds.filter((kind) => kind === chosen).map(freshBlock);
            onChange([...column, ...fresh.filter(isColumnBlock)]);
          }}
        />
      )}
    </fieldset>
  );
};

/** Each column with its blocks; side by side in the mail, one below the other here and on phones. */
export const ColumnsFields = ({
  block,
  inner,
  variables,
  faultOf,
  onChange,
}: ColumnsFieldsProps): ReactElement => {
  const { t } = useTranslation();
  const { columns } = block;
  const change = (next: readonly Column[]): void => {
    onChange({ ...block, columns: next.map((column) => [...column]) });
  };
  return (
    <Stack>
      {columns.map((column, index) => (
        <ColumnFields
          key={`${index} of ${columns.length}`}
          column={column}
          number={index + 1}
          inner={inner}
          variables={variables}
          faultOf={(field) => faultOf(`columns.${field}`)}
          onChange={(next) => {
            change(columns.with(index, [...next]));
          }}
        />
      ))}
      {columns.length < mostColumns ? (
        <Action
          label={t('emails.columnAdd')}
          onAction={() => {
            change([...columns, []]);
          }}
        />
      ) : (
        <Action
          label={t('emails.columnRemove')}
          onAction={() => {
            change(columns.slice(0, -1));
          }}
        />
      )}
    </Stack>
  );
};
