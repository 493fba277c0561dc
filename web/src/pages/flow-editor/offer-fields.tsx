import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useOffers } from '../../api/use-offers.ts';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { withOffer } from './mail-choice.ts';
import { textOf } from './step-fields.ts';
import type { StepFieldsProps } from './step-fields.ts';

const rules = ['wait', 'without', 'skip'] as const;

/** What the email promises, and what becomes of it while there is no code for it. */
export const OfferFields = ({ step: { id, args }, editor, problems }: StepFieldsProps): ReactElement => {
  const { t } = useTranslation();
  const { data } = useOffers();
  const offer = textOf(args['offer']);
  const active = (data?.offers ?? []).filter(({ status }) => status === 'active');
  const known = offer === '' || active.some((each) => each.id === offer);
  return (
    <>
      <ChoiceField
        label={t('editor.offer.label')}
        value={offer}
        choices={[
          { value: '', label: t('editor.offer.none') },
          ...(known ? [] : [{ value: offer, label: t('editor.offer.gone', { offer }) }]),
          ...active.map(({ id: value, title }) => ({ value, label: title })),
        ]}
        error={problems.at(id, 'offer')}
        onChange={(value) => {
          editor.change(id, withOffer(args, value));
        }}
      />
      {offer !== '' && (
        <ChoiceField
          label={t('editor.offer.noCode')}
          value={textOf(args['whenNoCode']) || 'wait'}
          choices={rules.map((value) => ({ value, label: t(`editor.offer.rules.${value}`) }))}
          onChange={(value) => {
            editor.change(id, { ...args, whenNoCode: value });
          }}
        />
      )}
    </>
  );
};
