import { useMemo, useState } from 'react';
import type { CSSProperties, ReactElement } from 'react';
import { ReactFlow } from '@xyflow/react';
import type { BuiltInEdge } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { useTranslation } from 'react-i18next';
import { armWords } from '../step-words.ts';
import { clipWords } from '../steps-view.ts';
import type { StepsView } from '../steps-view.ts';
import { canvasNodes } from './canvas-node.tsx';
import type { BoxData, CanvasNode } from './canvas-node.tsx';
import { canvasHeight, layoutOf, stepWidth } from './layout.ts';
import type { Layout, Placed } from './layout.ts';
import './canvas.css';

interface CanvasProps {
  readonly view: StepsView;
  /** What starts the flow, in words. */
  readonly starts: string;
  readonly label: string;
}

const toNode = (data: BoxData): CanvasNode => ({
  id: data.placed.id,
  type: 'placed',
  data,
  position: { x: data.placed.x - stepWidth / 2, y: data.placed.y },
  width: stepWidth,
  height: data.placed.height,
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

const sameBox = (a: Placed, b: Placed): boolean =>
  a.kind === b.kind && ('step' in a ? 'step' in b && a.step === b.step : true);

/** Wherever it stands. */
const looksAlike = (a: BoxData, b: BoxData): boolean =>
  sameBox(a.placed, b.placed) &&
  a.words === b.words &&
  a.where === b.where &&
  a.clip === b.clip &&
  a.chosen === b.chosen &&
  a.faults === b.faults;

const standsAlike = (a: CanvasNode, b: CanvasNode): boolean =>
  a.position.x === b.position.x && a.position.y === b.position.y && a.height === b.height;

/**
 * Remembers the nodes it made last: a box that looks as before keeps its data and is moved without being drawn again, and
 * one that stands as before, too, stays the object it was.
 */
const createNodeMaker = (): ((boxes: readonly BoxData[]) => CanvasNode[]) => {
  let made: ReadonlyMap<string, CanvasNode> = new Map();
  return (boxes) => {
    const nodes = boxes.map((data) => {
      const [before, now] = [made.get(data.placed.id), toNode(data)];
      if (before === undefined || !looksAlike(before.data, data)) return now;
      return standsAlike(before, now) ? before : { ...now, data: before.data };
    });
    made = new Map(nodes.map((node) => [node.id, node]));
    return nodes;
  };
};

/** A line between the same two boxes stays the object it was. */
const createEdgeMaker = (): ((lines: Layout['lines']) => BuiltInEdge[]) => {
  let made: ReadonlyMap<string, BuiltInEdge> = new Map();
  return (lines) => {
    const edges = lines.map((line) => made.get(`${line.from} ${line.to}`) ?? toEdge(line));
    made = new Map(edges.map((edge) => [edge.id, edge]));
    return edges;
  };
};

/** The flow as a drawing. Its positions come from the nesting alone. */
export const Canvas = ({ view, starts, label }: CanvasProps): ReactElement => {
  const { t } = useTranslation();
  const { editor, problems, words } = view;
  const { steps } = editor.program;
  const clip = clipWords(view);
  const { toggle: onToggle, add: onAdd, paste: onPaste } = editor;
  const layout = useMemo(() => layoutOf(steps), [steps]);
  const [nodesOf] = useState(createNodeMaker);
  const nodes = nodesOf(
    layout.boxes.map((placed) => ({
      placed,
      words: placed.kind === 'start' ? starts : words(placed.step),
      where: placed.kind === 'arm' ? armWords(placed.step, placed.arm, t) : label,
      chosen: placed.kind === 'step' && placed.id === editor.chosen,
      faults: placed.kind === 'step' ? problems.of(placed.id).length : 0,
      clip,
      onToggle,
      onAdd,
      onPaste,
    })),
  );
  const [edgesOf] = useState(createEdgeMaker);
  const edges = useMemo(() => edgesOf(layout.lines), [edgesOf, layout]);
  const height = canvasHeight(layout);
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
