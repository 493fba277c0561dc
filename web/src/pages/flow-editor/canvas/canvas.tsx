import { useMemo } from 'react';
import type { CSSProperties, ReactElement } from 'react';
import { ReactFlow } from '@xyflow/react';
import type { BuiltInEdge } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { useTranslation } from 'react-i18next';
import { armWords } from '../step-words.ts';
import type { FlowEditor } from '../use-flow-editor.ts';
import type { StepProblems } from '../problems.ts';
import { canvasNodes } from './canvas-node.tsx';
import type { CanvasContext, CanvasNode } from './canvas-node.tsx';
import { layoutOf, stepWidth } from './layout.ts';
import type { Layout, Placed } from './layout.ts';
import './canvas.css';

interface CanvasProps {
  readonly editor: FlowEditor;
  readonly problems: StepProblems;
  readonly starts: string;
  readonly label: string;
}

/** Under the last "+". */
const foot = 48;

const toNode = (placed: Placed, context: CanvasContext): CanvasNode => ({
  id: placed.id,
  type: 'placed',
  data: { ...context, placed },
  position: { x: placed.x - stepWidth / 2, y: placed.y },
  width: stepWidth,
  height: placed.height,
  // What can be neither dragged nor selected gets no clicks by default.
  style: { pointerEvents: 'all' },
});

const toEdge = ({ from, to }: Layout['lines'][number]): BuiltInEdge => ({
  id: `${from} ${to}`,
  source: from,
  target: to,
  type: 'smoothstep',
  pathOptions: { offset: 10 },
  domAttributes: { 'aria-hidden': true },
});

/** Nothing to drag, to connect or to zoom: the page scrolls, and the ground only moves sideways. */
const still = {
  nodesDraggable: false,
  nodesConnectable: false,
  nodesFocusable: false,
  edgesFocusable: false,
  elementsSelectable: false,
  zoomOnScroll: false,
  zoomOnPinch: false,
  zoomOnDoubleClick: false,
  preventScrolling: false,
  panOnScroll: false,
  deleteKeyCode: null,
  selectionKeyCode: null,
  minZoom: 1,
  maxZoom: 1,
} as const;

/** The flow as a drawing. Its positions come from the nesting alone. */
export const Canvas = ({ editor, problems, starts, label }: CanvasProps): ReactElement => {
  const { t } = useTranslation();
  const { steps } = editor.program;
  const layout = useMemo(() => layoutOf(steps), [steps]);
  const nodes = layout.boxes.map((placed) => {
    const where = placed.kind === 'arm' ? armWords(placed.step, placed.arm, t) : label;
    return toNode(placed, { editor, problems, starts, where });
  });
  const edges = useMemo(() => layout.lines.map(toEdge), [layout]);
  const height = layout.height + foot;
  const box: CSSProperties = { height };
  return (
    <div className="enc-canvas" style={box}>
      <ReactFlow<CanvasNode>
        {...still}
        aria-label={label}
        nodes={nodes}
        edges={edges}
        nodeTypes={canvasNodes}
        fitView
        fitViewOptions={{ minZoom: 1, maxZoom: 1 }}
        translateExtent={[
          [layout.left - stepWidth, 0],
          [layout.right + stepWidth, height],
        ]}
        proOptions={{ hideAttribution: true }}
      />
    </div>
  );
};
