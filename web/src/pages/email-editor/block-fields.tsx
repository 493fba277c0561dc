import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { Stack } from '../../ui/stack.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { Words } from '../../ui/words.tsx';
import type { BlockFieldsProps, PropsOf } from './block-props.ts';
import { ColumnsFields } from './columns-fields.tsx';
import { isOf } from './is-of.ts';
import { CartFields, OfferFields, ProductFields } from './shop-fields.tsx';
import { ShowWhenField } from './show-when-field.tsx';
import { SocialFields } from './social-fields.tsx';
import { WordField } from './word-field.tsx';

const alignments = ['start', 'center'] as const;
const isAlignment = isOf(alignments);

const AlignField = ({ block, onChange }: PropsOf<'heading'> | PropsOf<'text'>): ReactElement => {
  const { t } = useTranslation();
  return (
    <ChoiceField
      label={t('emails.align')}
      value={block.align ?? 'start'}
      choices={alignments.map((value) => ({ value, label: t(`emails.aligns.${value}`) }))}
      onChange={(align) => {
        if (isAlignment(align)) onChange({ ...block, align });
      }}
    />
  );
};

const HeadingFields = (props: PropsOf<'heading'>): ReactElement => {
  const { t } = useTranslation();
  const { block, variables, faultOf, onChange } = props;
  return (
    <>
      <WordField
        label={t('emails.words')}
        value={block.words}
        error={faultOf('words')}
        variables={variables}
        onChange={(words) => {
          onChange({ ...block, words });
        }}
      />
      <ChoiceField
        label={t('emails.size')}
        value={block.size ?? 'large'}
        choices={['large', 'small'].map((value) => ({ value, label: t(`emails.sizes.${value}`) }))}
        onChange={(size) => {
          onChange({ ...block, size: size === 'small' ? 'small' : 'large' });
        }}
      />
      <AlignField {...props} />
    </>
  );
};

const TextFields = (props: PropsOf<'text'>): ReactElement => {
  const { t } = useTranslation();
  const { block, variables, faultOf, onChange } = props;
  return (
    <>
      <WordField
        rich
        label={t('emails.words')}
        value={block.rich}
        error={faultOf('rich')}
        variables={variables}
        onChange={(rich) => {
          onChange({ ...block, rich });
        }}
      />
      <ChoiceField
        label={t('emails.size')}
        value={block.size ?? 'normal'}
        choices={['normal', 'small'].map((value) => ({ value, label: t(`emails.sizes.${value}`) }))}
        onChange={(size) => {
          onChange({ ...block, size: size === 'small' ? 'small' : 'normal' });
        }}
      />
      <AlignField {...props} />
    </>
  );
};

/** An empty address is left out: then the mail's own way is taken. */
const withHref = <Kind extends { readonly href?: string }>(block: Kind, href: string): Kind => {
  const { href: _before, ...rest } = block;
  return href === '' ? { ...block, ...rest, href: undefined } : { ...block, href };
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
      <NumberField
        label={t('emails.width')}
        value={block.width ?? 520}
        min={16}
        max={520}
        onChange={(width) => {
          onChange({ ...block, width });
        }}
      />
      <HrefField {...props} />
    </>
  );
};

const ButtonFields = (props: PropsOf<'button'>): ReactElement => {
  const { t } = useTranslation();
  const { block, variables, faultOf, onChange } = props;
  return (
    <>
      <WordField
        label={t('emails.words')}
        value={block.words}
        error={faultOf('words')}
        variables={variables}
        onChange={(words) => {
          onChange({ ...block, words });
        }}
      />
      <HrefField {...props} />
    </>
  );
};

const FooterFields = ({ block, variables, faultOf, onChange }: PropsOf<'footer'>): ReactElement => {
  const { t } = useTranslation();
  return (
    <>
      <WordField
        rich
        label={t('emails.footerWords')}
        value={block.rich ?? ''}
        error={faultOf('rich')}
        variables={variables}
        onChange={(rich) => {
          onChange({ ...block, rich });
        }}
      />
      <Words quiet small>
        {t('emails.footerHint')}
      </Words>
    </>
  );
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
      return (
        <NumberField
          label={t('emails.height')}
          value={block.height}
          min={4}
          max={96}
          onChange={(height) => {
            rest.onChange({ ...block, height });
          }}
        />
      );
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
