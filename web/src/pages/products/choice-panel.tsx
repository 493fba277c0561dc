import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProductTimingDetailView } from '../../../../server/flows/timing/timing.contract.ts';
import type { Form } from '../../forms/use-form.ts';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Row, Stack } from '../../ui/stack.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { Words } from '../../ui/words.tsx';
import { NumberOfPill } from './number-of-pill.tsx';
import { daysIn } from './product-form.ts';
import type { ProductValues } from './product-form.ts';
import { useIntervalWords } from './use-interval-words.ts';

interface ChoicePanelProps {
  readonly timing: ProductTimingDetailView;
  readonly form: Form<ProductValues>;
}

const mails = ['learned', 'always', 'never'] as const;

const mailOf = (value: string): ProductValues['mail'] =>
  value === 'always' || value === 'never' ? value : null;

/** Whose number is in force, and the merchant's own. */
export const ChoicePanel = ({ timing, form }: ChoicePanelProps): ReactElement => {
  const { t } = useTranslation();
  const words = useIntervalWords();
  const { days, mail } = form.values;
  const wrong = daysIn(days) === undefined;
  return (
    <Panel title={t('products.choice.title')}>
      <Stack>
        <Row>
          <Words inline>{words.again(timing)}</Words>
          <NumberOfPill numberOf={timing.numberOf} />
        </Row>
        <TextInput
          label={t('products.choice.days')}
          hint={t('products.choice.daysHint')}
          value={days}
          error={form.tried && wrong ? t('products.choice.daysWrong') : undefined}
          onLeave={form.touch}
          onChange={(text) => {
            form.change({ days: text });
          }}
        />
        <ChoiceField
          label={t('products.choice.mail')}
          value={mail ?? 'learned'}
          choices={mails.map((value) => ({ value, label: t(`products.choice.mails.${value}`) }))}
          onChange={(value) => {
            form.change({ mail: mailOf(value) });
          }}
        />
      </Stack>
    </Panel>
  );
};
