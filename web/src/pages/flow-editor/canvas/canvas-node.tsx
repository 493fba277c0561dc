import { memo } from 'react';
import type { ReactElement } from 'react';
import { Handle, Position } from '@xyflow/react';
import type { Node, NodeProps } from '@xyflow/react';
import { useTranslation } from 'react-i18next';
import { Words } from '../../../ui/words.tsx';
import { AddStep } from '../add-step.tsx';
import { StepCard } from '../step-card.tsx';
import { armWords } from '../step-words.ts';
import type { FlowEditor } from '../use-flow-editor.ts';
import type { StepProblems } from '../problems.ts';
import type { Placed } from './layout.ts';

/** What each box is drawn with, whatever it is. */
export interface CanvasContext {
  readonly editor: FlowEditor;
  readonly problems: StepProblems;
  /** What starts the flow, in words. */
  readonly starts: string;
  /** The list that something is added to, in words. */
  readonly where: string;
}

interface CanvasData extends CanvasContext, Record<string, unknown> {
  readonly placed: Placed;
}

export type CanvasNode = Node<CanvasData, 'placed'>;

const Face = ({ placed, editor, problems, starts }: CanvasData): ReactElement | null => {
  const { t } = useTranslation();
  switch (placed.kind) {
    case 'start':
      return (
        <div className="enc-canvas-start">
          <Words>{starts}</Words>
        </div>
      );
    case 'step':
      return <StepCard step={placed.step} editor={editor} problems={problems} />;
    case 'arm':
      return <span className="enc-canvas-arm">{armWords(placed.step, placed.arm, t)}</span>;
    case 'join':
      return null;
  }
};

/** A box of the canvas, with the "+" that adds behind it: so the order of the Tab key is the order of the steps. */
const Drawn = ({ data }: NodeProps<CanvasNode>): ReactElement => {
  const { placed, editor, where } = data;
  return (
    <div className="enc-canvas-box">
      <Handle type="target" position={Position.Top} isConnectable={false} />
      <Face {...data} />
      <Handle type="source" position={Position.Bottom} isConnectable={false} />
      {placed.adds !== undefined && <AddStep editor={editor} spot={placed.adds} where={where} />}
    </div>
  );
};

/** xyflow wants the same object each time. */
export const canvasNodes = { placed: memo(Drawn) };
