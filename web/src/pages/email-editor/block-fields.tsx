import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { Stack } from '../../ui/stack.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { Words } from '../../ui/words.tsx';
import { AmountOf, ChoiceOf, WordsOf } from './block-field.tsx';
import type { BlockFieldsProps, PropsOf } from './block-props.ts';
import { ColumnsFields } from './columns-fields.tsx';
import { CartFields, OfferFields, ProductFields } from './shop-fields.tsx';
import { ShowWhenField } from './show-when-field.tsx';
import { SocialFields } from './social-fields.tsx';
import { withHref } from './with-href.ts';

const alignments = ['start', 'center'] as const;

const AlignField = ({ block, onChange }: PropsOf<'heading'> | PropsOf<'text'>): ReactElement => {
  const { t } = useTranslation();
  return (
    <ChoiceField
      label={t('emails.align')}
      value={block.align ?? 'start'}
      choices={alignments.map((value) => ({ value, label: t(`emails.aligns.${value}`) }))}
      onChange={(chosen) => {
        const align = alignments.find((one) => one === chosen);
        if (align !== undefined) onChange({ ...block, align });
      }}
    />
  );
};

const HeadingFields = (props: PropsOf<'heading'>): ReactElement => {
  const { t } = useTranslation();
  const { words, size = 'large' } = props.block;
  return (
    <>
      <WordsOf of={props} name="words" label={t('emails.words')} value={words} />
      <ChoiceOf
        of={props}
        name="size"
        label={t('emails.size')}
        values={['large', 'small']}
        value={size}
        words="emails.sizes"
      />
      <AlignField {...props} />
    </>
  );
};

const TextFields = (props: PropsOf<'text'>): ReactElement => {
  const { t } = useTranslation();
  const { rich, size = 'normal' } = props.block;
  return (
    <>
      <WordsOf of={props} rich name="rich" label={t('emails.words')} value={rich} />
      <ChoiceOf
        of={props}
        name="size"
        label={t('emails.size')}
        values={['normal', 'small']}
        value={size}
        words="emails.sizes"
      />
      <AlignField {...props} />
    </>
  );
};

const HrefField = ({ block, faultOf, onChange }: PropsOf<'image'> | PropsOf<'button'>): ReactElement => {
  const { t } = useTranslation();
  return (
    <TextInput
      label={t('emails.linkTo')}
      placeholder={t(block.kind === 'button' ? 'emails.linkOwn' : 'emails.linkNone')}
      value={block.href ?? ''}
      error={faultOf('href')}
      onChange={(href) => {
        onChange(withHref(block, href));
      }}
    />
  );
};

const ImageFields = (props: PropsOf<'image'>): ReactElement => {
  const { t } = useTranslation();
  const { block, faultOf, onChange } = props;
  return (
    <>
      <TextInput
        label={t('emails.imageUrl')}
        type="url"
        value={block.url}
        error={faultOf('url')}
        onChange={(url) => {
          onChange({ ...block, url });
        }}
      />
      <TextInput
        label={t('emails.alt')}
        hint={t('emails.altHint')}
        value={block.alt}
        error={faultOf('alt')}
        onChange={(alt) => {
          onChange({ ...block, alt });
        }}
      />
      <AmountOf
        of={props}
        name="width"
        label={t('emails.imageWidth')}
        value={block.width ?? 520}
        min={16}
        max={520}
      />
      <HrefField {...props} />
    </>
  );
};

const ButtonFields = (props: PropsOf<'button'>): ReactElement => {
  const { t } = useTranslation();
  return (
    <>
      <WordsOf of={props} name="words" label={t('emails.words')} value={props.block.words} />
      <HrefField {...props} />
    </>
  );
};

const FooterFields = (props: PropsOf<'footer'>): ReactElement => {
  const { t } = useTranslation();
  return (
    <>
      <WordsOf of={props} rich name="rich" label={t('emails.footerWords')} value={props.block.rich ?? ''} />
      <Words quiet small>
        {t('emails.footerHint')}
      </Words>
    </>
  );
};

const SpacerFields = (props: PropsOf<'spacer'>): ReactElement => {
  const { t } = useTranslation();
  const { height } = props.block;
  return <AmountOf of={props} name="height" label={t('emails.height')} value={height} min={4} max={96} />;
};

const OwnFields = ({ block, ...rest }: BlockFieldsProps): ReactElement => {
  const { t } = useTranslation();
  switch (block.kind) {
    case 'heading':
      return <HeadingFields block={block} {...rest} />;
    case 'text':
      return <TextFields block={block} {...rest} />;
    case 'image':
      return <ImageFields block={block} {...rest} />;
    case 'button':
      return <ButtonFields block={block} {...rest} />;
    case 'cart-lines':
      return <CartFields block={block} {...rest} />;
    case 'product':
      return <ProductFields block={block} {...rest} />;
    case 'offer':
      return <OfferFields block={block} {...rest} />;
    case 'divider':
      return <Words quiet>{t('emails.dividerHint')}</Words>;
    case 'spacer':
      return <SpacerFields block={block} {...rest} />;
    case 'columns':
      return <ColumnsFields block={block} inner={BlockFields} {...rest} />;
    case 'social':
      return <SocialFields block={block} {...rest} />;
    case 'footer':
      return <FooterFields block={block} {...rest} />;
  }
};

/** Everything a block can do, in the same order for each kind: what it says, how it looks, when it is shown. */
export const BlockFields = (props: BlockFieldsProps): ReactElement => {
  const { block, onChange } = props;
  return (
    <Stack>
      <OwnFields {...props} />
      {block.kind !== 'footer' && <ShowWhenField block={block} onChange={onChange} />}
    </Stack>
  );
};
