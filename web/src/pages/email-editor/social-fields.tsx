import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Block } from '../../../../server/mail/compose/blocks.contract.ts';
import { Action } from '../../ui/action.tsx';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Stack } from '../../ui/stack.tsx';
import { TextInput } from '../../ui/text-input.tsx';

type Social = Extract<Block, { kind: 'social' }>;
type Network = Social['links'][number]['network'];

const networks: Readonly<Record<Network, string>> = {
  instagram: 'Instagram',
  facebook: 'Facebook',
  tiktok: 'TikTok',
  youtube: 'YouTube',
  pinterest: 'Pinterest',
  x: 'X',
  linkedin: 'LinkedIn',
  website: 'Website',
};
const isNetwork = (value: string): value is Network => Object.hasOwn(networks, value);
const mostLinks = 8;

interface SocialFieldsProps {
  readonly block: Social;
  readonly faultOf: (field: string) => string | undefined;
  readonly onChange: (block: Block) => void;
}

export const SocialFields = ({ block, faultOf, onChange }: SocialFieldsProps): ReactElement => {
  const { t } = useTranslation();
  const { links } = block;
  const change = (next: Social['links']): void => {
    onChange({ ...block, links: next });
  };
  return (
    <Stack>
      {links.map((link, index) => (
        <div key={`${index} of ${links.length}`} className="enc-social">
          <ChoiceField
            label={t('emails.network', { number: index + 1 })}
            value={link.network}
            choices={Object.entries(networks).map(([value, label]) => ({ value, label }))}
            onChange={(network) => {
              if (isNetwork(network)) change(links.with(index, { ...link, network }));
            }}
          />
          <TextInput
            label={t('emails.networkUrl', { number: index + 1 })}
            type="url"
            value={link.url}
            error={faultOf(`links.${index}.url`)}
            onChange={(url) => {
              change(links.with(index, { ...link, url }));
            }}
          />
          {links.length > 1 && (
            <IconButton
              icon="remove"
              label={t('emails.networkRemove', { network: networks[link.network] })}
              onAction={() => {
                change(links.toSpliced(index, 1));
              }}
            />
          )}
        </div>
      ))}
      {links.length < mostLinks && (
        <Action
          label={t('emails.networkAdd')}
          onAction={() => {
            change([...links, { network: 'website', url: 'https://' }]);
          }}
        />
      )}
    </Stack>
  );
};
