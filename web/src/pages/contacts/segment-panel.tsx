import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { SegmentView } from '../../../../server/flows/segments/segment.contract.ts';
import { codeOf } from '../../api/api-error.ts';
import { useSegmentAct } from '../../api/use-segments.ts';
import { ConditionBuilder } from '../../conditions/condition-builder.tsx';
import { Action } from '../../ui/action.tsx';
import { ConfirmAction } from '../../ui/confirm-action.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Row, Stack } from '../../ui/stack.tsx';
import { TextInput } from '../../ui/text-input.tsx';

interface SegmentPanelProps {
  /** Undefined for one that isn't kept yet. */
  readonly segment: SegmentView | undefined;
  readonly where: object;
  readonly onChange: (where: object) => void;
  /** The id of what is kept now; empty once it is deleted. */
  readonly onKept: (id: string) => void;
}

const mostLetters = 80;

const useKeeping = ({ segment, where, onKept }: SegmentPanelProps) => {
  const { t } = useTranslation();
  const { mutate, isPending, error } = useSegmentAct();
  const [title, setTitle] = useState(segment?.title ?? '');
  const [tried, setTried] = useState(false);
  const trimmed = title.trim();
  const wrong = trimmed === '' || trimmed.length > mostLetters;
  const keep = (): void => {
    setTried(true);
    if (wrong) return;
    const told = { title: trimmed, where };
    mutate(
      segment === undefined
        ? { act: 'create', id: crypto.randomUUID(), ...told }
        : { act: 'change', id: segment.id, rev: segment.rev, ...told },
      {
        onSuccess: ({ id }) => {
          window.shopify.toast.show(t('contacts.segment.kept'), {});
          onKept(id);
        },
      },
    );
  };
  const remove = (): void => {
    if (segment === undefined) return;
    const asked = { act: 'delete', id: segment.id, rev: segment.rev } as const;
    mutate(asked, {
      onSuccess: () => {
        onKept('');
      },
    });
  };
  const problem = tried && wrong ? t('contacts.segment.titleWrong') : undefined;
  return { title, setTitle, problem, keep, remove, isPending, error };
};

/** A condition about people, under a name where it is to be found again. */
export const SegmentPanel = (props: SegmentPanelProps): ReactElement => {
  const { t } = useTranslation();
  const { segment, where, onChange } = props;
  const { title, setTitle, problem, keep, remove, isPending, error } = useKeeping(props);
  return (
    <fieldset className="enc-fieldset" aria-label={t('contacts.segment.label')}>
      <Stack>
        <ConditionBuilder predicate={where} onChange={onChange} />
        {error !== null && (
          <Notice
            tone="critical"
            title={t(
              codeOf(error) === 'version_conflict' ? 'contacts.segment.conflict' : 'contacts.actFailed',
            )}
          />
        )}
        <TextInput label={t('contacts.segment.title')} value={title} error={problem} onChange={setTitle} />
        <Row>
          <Action label={t('contacts.segment.keep')} busy={isPending} onAction={keep} />
          {segment !== undefined && (
            <ConfirmAction
              critical
              label={t('contacts.segment.delete')}
              question={t('contacts.segment.deleteAsk', { title: segment.title })}
              yes={t('contacts.segment.delete')}
              no={t('contacts.cancel')}
              busy={isPending}
              onConfirm={remove}
            />
          )}
        </Row>
      </Stack>
    </fieldset>
  );
};
