import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useContactCount } from '../api/use-contact-count.ts';
import { useLater } from '../app/use-later.ts';
import { useFormat } from '../format/use-format.ts';
import { Words } from '../ui/words.tsx';
import type { Predicate } from './condition.ts';

/** The number from before stays while another is reckoned; that it can't be is no reason to stop anybody. */
export const MatchingCount = ({ predicate }: { readonly predicate: Predicate }): ReactElement => {
  const { t } = useTranslation();
  const format = useFormat();
  const asked = useLater(JSON.stringify(predicate));
  const { data, isError } = useContactCount(asked);
  return (
    <div aria-live="polite" className="enc-note">
      {data !== undefined && !isError && (
        <Words quiet>
          {t(data.exact ? 'condition.count' : 'condition.countAbout', {
            count: data.count,
            shown: format.number(data.count),
            of: format.number(data.of),
          })}
        </Words>
      )}
      {isError && <Words quiet>{t('condition.countFailed')}</Words>}
    </div>
  );
};
