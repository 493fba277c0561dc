import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CompanionsView } from '../../../../server/flows/timing/timing.contract.ts';
import { useFormat } from '../../format/use-format.ts';
import type { Form } from '../../forms/use-form.ts';
import { Action } from '../../ui/action.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Pill } from '../../ui/pill.tsx';
import { Rows } from '../../ui/rows.tsx';
import { Row, Stack } from '../../ui/stack.tsx';
import { Words } from '../../ui/words.tsx';
import { movePin } from './product-form.ts';
import type { Companion, ProductValues } from './product-form.ts';

type Learned = CompanionsView['companions'][number];

interface PanelProps {
  readonly companions: CompanionsView;
  readonly known: readonly Companion[];
  readonly form: Form<ProductValues>;
}

interface EntryProps {
  readonly id: string;
  readonly name: string;
  readonly learned: Learned | undefined;
  readonly form: Form<ProductValues>;
}

const Reason = ({ learned }: Pick<EntryProps, 'learned'>): ReactElement | null => {
  const { t } = useTranslation();
  const { number } = useFormat();
  if (learned === undefined || learned.orders + learned.followers === 0) return null;
  const { direction, orders, followers, lift } = learned;
  const count = direction === 'together' ? orders : followers;
  return (
    <Words quiet>
      {t(`products.companions.${direction}`, {
        count,
        shown: number(count),
        lift: number(Math.round(lift * 10) / 10),
      })}
    </Words>
  );
};

const Pinned = ({ id, name, form }: EntryProps): ReactElement => {
  const { t } = useTranslation();
  const { pins } = form.values;
  const place = pins.indexOf(id);
  const move = (by: -1 | 1) => (): void => {
    form.change({ pins: movePin(pins, id, by) });
  };
  return (
    <Row>
      <Action
        plain
        label={t('products.companions.up', { name })}
        disabled={place === 0}
        onAction={move(-1)}
      />
      <Action
        plain
        label={t('products.companions.down', { name })}
        disabled={place === pins.length - 1}
        onAction={move(1)}
      />
      <Action
        plain
        label={t('products.companions.unpin', { name })}
        onAction={() => {
          form.change({ pins: pins.filter((one) => one !== id) });
        }}
      />
    </Row>
  );
};

const Free = ({ id, name, form }: EntryProps): ReactElement => {
  const { t } = useTranslation();
  const { pins, bans } = form.values;
  return (
    <Row>
      <Action
        plain
        label={t('products.companions.pin', { name })}
        onAction={() => {
          form.change({ pins: [...pins, id] });
        }}
      />
      <Action
        plain
        label={t('products.companions.ban', { name })}
        onAction={() => {
          form.change({ bans: [...bans, id] });
        }}
      />
    </Row>
  );
};

const Banned = ({ id, name, form }: EntryProps): ReactElement => {
  const { t } = useTranslation();
  return (
    <Action
      plain
      label={t('products.companions.allow', { name })}
      onAction={() => {
        form.change({ bans: form.values.bans.filter((one) => one !== id) });
      }}
    />
  );
};

const Entry = (props: EntryProps): ReactElement => {
  const { t } = useTranslation();
  const { id, name, learned, form } = props;
  const pinned = form.values.pins.includes(id);
  const banned = form.values.bans.includes(id);
  return (
    <>
      <Stack gap="100">
        <Row>
          <Words strong inline>
            {name}
          </Words>
          {pinned && <Pill tone="success" label={t('products.companions.pinned')} />}
          {banned && <Pill tone="neutral" label={t('products.companions.banned')} />}
        </Row>
        <Reason learned={learned} />
      </Stack>
      {pinned ? <Pinned {...props} /> : banned ? <Banned {...props} /> : <Free {...props} />}
    </>
  );
};

/** What goes with the product: pinned ones first, in their order; banned ones last. */
export const CompanionsPanel = ({ companions: { companions }, known, form }: PanelProps): ReactElement => {
  const { t } = useTranslation();
  const { pins, bans } = form.values;
  const rest = known
    .map(({ productId }) => productId)
    .filter((id) => !pins.includes(id) && !bans.includes(id));
  const nameOf = (id: string): string =>
    known.find(({ productId }) => productId === id)?.title ?? t('products.untitled', { id });
  return (
    <Panel title={t('products.companions.title')} hint={t('products.companions.hint')}>
      {known.length === 0 && <Words quiet>{t('products.companions.empty')}</Words>}
      <Rows
        rows={[...pins, ...rest, ...bans].map((id) => ({
          id,
          content: (
            <Entry
              id={id}
              name={nameOf(id)}
              learned={companions.find(({ productId }) => productId === id)}
              form={form}
            />
          ),
        }))}
      />
    </Panel>
  );
};
