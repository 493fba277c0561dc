import { useId, useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowView } from '../../../../server/flows/flow.contract.ts';
import { Action } from '../../ui/action.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Row, Stack } from '../../ui/stack.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { Heading, Words } from '../../ui/words.tsx';
import { FlowNumbers } from './flow-numbers.tsx';
import { FlowStatusPill } from './flow-status-pill.tsx';
import { FlowSwitch } from './flow-switch.tsx';
import { FlowTrail } from './flow-trail.tsx';
import { SkipReasons } from './skip-reasons.tsx';
import { useFlowSwitch } from './use-flow-switch.ts';

const Footer = ({ flow }: { readonly flow: FlowView }): ReactElement => {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const id = useId();
  const toggle = (): void => {
    setOpen(!open);
  };
  return (
    <Stack gap="200">
      <Row gap="400">
        {flow.skipped + flow.stopped > 0 && (
          <Action
            plain
            label={t(open ? 'flows.hideReasons' : 'flows.reasonsTitle')}
            onAction={toggle}
            opens={{ id, open }}
          />
        )}
        <Action plain label={t('flows.seeMessages')} url={`/messages?flow=${encodeURIComponent(flow.id)}`} />
      </Row>
      <div id={id}>{open && <SkipReasons flow={flow} />}</div>
    </Stack>
  );
};

export const FlowCard = ({ flow }: { readonly flow: FlowView }): ReactElement => {
  const switching = useFlowSwitch(flow.title);
  return (
    <Panel>
      <Stack gap="400">
        <Stack gap="100">
          <Row apart wrap={false}>
            <Row>
              <Heading>
                <TextLink primary url={`/flows/${encodeURIComponent(flow.id)}`}>
                  {flow.title}
                </TextLink>
              </Heading>
              <FlowStatusPill status={flow.status} />
            </Row>
            <FlowSwitch flow={flow} switching={switching} />
          </Row>
          <Words quiet>{flow.summary}</Words>
        </Stack>
        {switching.problem !== undefined && <Notice tone="critical">{switching.problem}</Notice>}
        <FlowTrail title={flow.title} steps={flow.steps} />
        <FlowNumbers flow={flow} />
        <Footer flow={flow} />
      </Stack>
    </Panel>
  );
};
