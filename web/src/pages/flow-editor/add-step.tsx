import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { AddMenu } from '../../ui/add-menu.tsx';
import type { Spot, StepKind } from './edit-program.ts';
import type { EditorActs } from './flow-editor.ts';

const kinds: readonly StepKind[] = ['wait', 'send-email', 'branch', 'act', 'exit'];

interface AddStepProps {
  readonly spot: Spot;
  readonly where: string;
  /** What was copied, in words; undefined where nothing was. */
  readonly clip: string | undefined;
  readonly onAdd: EditorActs['add'];
  readonly onPaste: EditorActs['paste'];
}

/** Their objects are made anew each time, and say the same. */
const sameSpot = (a: Spot, b: Spot): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

const alike = (a: AddStepProps, b: AddStepProps): boolean =>
  a.onAdd === b.onAdd &&
  a.onPaste === b.onPaste &&
  a.where === b.where &&
  a.clip === b.clip &&
  sameSpot(a.spot, b.spot);

/** "+" between steps: the kinds of step, each with a line that says what it does, and what was copied. */
export const AddStep = memo(({ spot, where, clip, onAdd, onPaste }: AddStepProps) => {
  const { t } = useTranslation();
  const copied = 'copied';
  return (
    <AddMenu
      label={t('editor.add', { where })}
      choices={() => [
        ...(clip === undefined
          ? []
          : [{ id: copied, title: t('editor.paste', { step: clip }), hint: t('editor.pasteHint') }]),
        ...kinds.map((kind) => ({
          id: kind,
          title: t(`editor.kind.${kind}`),
          hint: t(`editor.kindHint.${kind}`),
        })),
      ]}
      onChoose={(id) => {
        const kind = kinds.find((known) => known === id);
        if (kind === undefined) onPaste(spot);
        else onAdd(spot, kind);
      }}
    />
  );
}, alike);
AddStep.displayName = 'AddStep';
