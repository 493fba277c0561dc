import { useEffect, useRef, useState } from 'react';
import type { ReactElement, RefObject } from 'react';
import { Icon, Text } from '@shopify/polaris';
import { ArrowDownIcon, ArrowUpIcon, DragHandleIcon } from '@shopify/polaris-icons';

export interface SortItem {
  readonly id: string;
  readonly label: string;
}

interface SortListProps {
  readonly label: string;
  readonly items: readonly SortItem[];
  /** Names of the handle and the two buttons of an item. */
  readonly names: Readonly<Record<'handle' | 'up' | 'down', (item: SortItem) => string>>;
  readonly onMove: (id: string, place: number) => void;
}

/** The place under the pointer: that of the first item that ends below it. */
const placeAt = (list: HTMLOListElement | null, y: number): number => {
  const items = list === null ? [] : [...list.children];
  const place = items.findIndex((item) => y < item.getBoundingClientRect().bottom);
  return place === -1 ? items.length - 1 : place;
};

interface Drag {
  readonly dragged: string | undefined;
  start(id: string): void;
}

/** On the window: the handle itself moves in the document while it is dragged, and would lose a capture. */
const useDrag = (list: RefObject<HTMLOListElement | null>, { items, onMove }: SortListProps): Drag => {
  const [dragged, setDragged] = useState<string>();
  useEffect(() => {
    if (dragged === undefined) return undefined;
    const move = ({ clientY }: PointerEvent): void => {
      const place = placeAt(list.current, clientY);
      if (items[place]?.id !== dragged) onMove(dragged, place);
    };
    const end = (): void => {
      setDragged(undefined);
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', end);
    window.addEventListener('pointercancel', end);
    return () => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', end);
      window.removeEventListener('pointercancel', end);
    };
  }, [dragged, items, list, onMove]);
  return { dragged, start: setDragged };
};

interface ItemProps extends Pick<SortListProps, 'names' | 'onMove'> {
  readonly item: SortItem;
  readonly place: number;
  readonly last: number;
}

const Handle = ({
  item,
  place,
  last,
  names,
  onMove,
  start,
}: ItemProps & Pick<Drag, 'start'>): ReactElement => (
  <button
    type="button"
    className="enc-handle"
    aria-label={names.handle(item)}
    onPointerDown={() => {
      start(item.id);
    }}
    onKeyDown={(event) => {
      const by = { ArrowUp: -1, ArrowDown: 1 }[event.key] ?? 0;
      if (by === 0) return;
      event.preventDefault();
      onMove(item.id, Math.min(last, Math.max(0, place + by)));
    }}
  >
    <Icon source={DragHandleIcon} tone="subdued" />
  </button>
);

const Buttons = ({ item, place, last, names, onMove }: ItemProps): ReactElement => (
  <span className="enc-sort-buttons">
    <button
      type="button"
      aria-label={names.up(item)}
      disabled={place === 0}
      onClick={() => {
        onMove(item.id, place - 1);
      }}
    >
      <Icon source={ArrowUpIcon} />
    </button>
    <button
      type="button"
      aria-label={names.down(item)}
      disabled={place === last}
      onClick={() => {
        onMove(item.id, place + 1);
      }}
    >
      <Icon source={ArrowDownIcon} />
    </button>
  </span>
);

/** A list whose order is a choice: dragged, moved with the arrow keys, or with the buttons of each item. */
export const SortList = (props: SortListProps): ReactElement => {
  const { label, items } = props;
  const list = useRef<HTMLOListElement>(null);
  const { dragged, start } = useDrag(list, props);
  return (
    <ol className="enc-sort" aria-label={label} ref={list}>
      {items.map((item, place) => {
        const one = { ...props, item, place, last: items.length - 1 };
        return (
          <li key={item.id} data-dragged={item.id === dragged}>
            <Handle {...one} start={start} />
            <Text as="span" fontWeight="semibold">
              {item.label}
            </Text>
            <Buttons {...one} />
          </li>
        );
      })}
    </ol>
  );
};
