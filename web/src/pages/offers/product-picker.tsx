import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useProductTimings } from '../../api/use-products.ts';
import { useLater } from '../../app/use-later.ts';
import { Action } from '../../ui/action.tsx';
import { Rows } from '../../ui/rows.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Stack } from '../../ui/stack.tsx';
import { Words } from '../../ui/words.tsx';

interface ProductPickerProps {
  readonly chosen: readonly string[];
  readonly error: string | undefined;
  readonly onChange: (productIds: readonly string[]) => void;
}

const shown = 6;
const most = 100;

/** Products by name, one by one; those whose name isn't known yet are told by their number. */
export const ProductPicker = ({ chosen, error, onChange }: ProductPickerProps): ReactElement => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [names, setNames] = useState<Readonly<Record<string, string>>>({});
  const { data } = useProductTimings(useLater(typed).trim());
  const known = data?.pages.flatMap(({ products }) => products) ?? [];
  const nameOf = (id: string): string =>
    names[id] ?? known.find(({ productId }) => productId === id)?.title ?? t('products.untitled', { id });
  const found = known.filter(({ productId }) => !chosen.includes(productId)).slice(0, shown);
  return (
    <Stack>
      <Rows
        rows={chosen.map((id) => ({
          id,
          content: (
            <>
              <Words inline>{nameOf(id)}</Words>
              <Action
                plain
                label={t('offers.removeProduct', { product: nameOf(id) })}
                onAction={() => {
                  onChange(chosen.filter((one) => one !== id));
                }}
              />
            </>
          ),
        }))}
      />
      {error !== undefined && <Words strong>{error}</Words>}
      <SearchField
        label={t('offers.findProduct')}
        hint={t('offers.findProduct')}
        value={typed}
        onChange={setTyped}
        onClear={() => {
          setTyped('');
        }}
      />
      <Rows
        rows={found.map(({ productId }) => ({
          id: productId,
          content: (
            <>
              <Words inline>{nameOf(productId)}</Words>
              <Action
                label={t('offers.addProduct', { product: nameOf(productId) })}
                disabled={chosen.length >= most}
                onAction={() => {
                  setNames((before) => ({ ...before, [productId]: nameOf(productId) }));
                  onChange([...chosen, productId]);
                }}
              />
            </>
          ),
        }))}
      />
    </Stack>
  );
};
