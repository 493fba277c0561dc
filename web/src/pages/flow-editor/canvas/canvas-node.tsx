import { memo } from 'react';
import type { ReactElement } from 'react';
import { Handle, Position } from '@xyflow/react';
import type { Node, NodeProps } from '@xyflow/react';
import { useTranslation } from 'react-i18next';
import { Words } from '../../../ui/words.tsx';
import { AddStep } from '../add-step.tsx';
import type { EditorActs } from '../flow-editor.ts';
import { StepCard } from '../step-card.tsx';
import { armWords } from '../step-words.ts';
import type { Placed } from './layout.ts';

/** What a box is drawn with. */
export interface BoxData extends Record<string, unknown> {
  readonly placed: Placed;
  /** What a step does; what starts the flow. */
  readonly words: string;
  readonly chosen: boolean;
  readonly faults: number;
  /** The list that something is added to, in words. */
  readonly where: string;
  readonly clip: string | undefined;
  readonly onToggle: EditorActs['toggle'];
  readonly onAdd: EditorActs['add'];
  readonly onPaste: EditorActs['paste'];
}

export type CanvasNode = Node<BoxData, 'placed'>;

const Face = ({ placed, words, ...card }: BoxData): ReactElement | null => {
  const { t } = useTranslation();
  switch (placed.kind) {
    case 'start':
      return (
        <div className="enc-canvas-start">
          <Words>{words}</Words>
        </div>
      );
    case 'step': {
      const { chosen, faults, onToggle } = card;
      return (
        <StepCard step={placed.step} words={words} chosen={chosen} faults={faults} onToggle={onToggle} />
      );
    }
    case 'arm':
      return <span className="enc-canvas-arm">{armWords(placed.step, placed.arm, t)}</span>;
    case 'join':
      return null;
  }
};

/** A box of the canvas, with the "+" that adds behind it: so the order of the Tab key is the order of the steps. */
const Drawn = ({ data }: NodeProps<CanvasNode>): ReactElement => {
  const { placed, where, clip, onAdd, onPaste } = data;
  return (
    <div className="enc-canvas-box">
      <Handle type="target" position={Position.Top} isConnectable={false} />
      <Face {...data} />
      <Handle type="source" position={Position.Bottom} isConnectable={false} />
      {placed.adds !== undefined && (
        <AddStep spot={placed.adds} where={where} clip={clip} onAdd={onAdd} onPaste={onPaste} />
      )}
    </div>
  );
};

/** xyflow moves it; what is in it doesn't depend on where it stands. */
const sameData = (a: NodeProps<CanvasNode>, b: NodeProps<CanvasNode>): boolean => a.data === b.data;

/** xyflow wants the same object each time. */
export const canvasNodes = { placed: memo(Drawn, sameData) };
