import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Block } from '../../../../server/mail/compose/blocks.contract.ts';
import type { OwnTemplateView } from '../../../../server/mail/templates/own/own-template.contract.ts';
import { codeOf } from '../../api/api-error.ts';
import { useTemplateAct } from '../../api/use-templates.ts';
import type { TemplateActing } from '../../api/use-templates.ts';
import { begin, record, redo, undo } from '../../app/history.ts';
import type { History } from '../../app/history.ts';
import { useRecoveryCopy } from '../../app/use-recovery-copy.ts';
import {
  addBlock,
  changeBlock,
  close,
  freshBlock,
  isTemplate,
  moveBlock,
  open,
  removeBlock,
} from './edit-template.ts';
import type { BlockKind, EditedTemplate } from './edit-template.ts';

export interface OpenedEmail {
  readonly shop: string;
  readonly view: OwnTemplateView;
  readonly template: EditedTemplate;
}

export interface EmailEditor {
  readonly template: EditedTemplate;
  readonly chosen: string | undefined;
  readonly dirty: boolean;
  /** Whether what is there differs from the version that goes out. */
  readonly changed: boolean;
  readonly published: number;
  /** Flows that send it. */
  readonly uses: OwnTemplateView['uses'];
  readonly busy: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** What went wrong with the last save or publish; stays until the next one. */
  readonly problem: string | undefined;
  choose(id: string | undefined): void;
  changeHead(change: Partial<EditedTemplate['head']>, by: string): void;
  add(kind: BlockKind, after: string | undefined): void;
  change(id: string, block: Block): void;
  move(id: string, to: number): void;
  duplicate(id: string): void;
  remove(id: string): void;
  undo(): void;
  redo(): void;
  replace(template: EditedTemplate): void;
  save(): void;
  discard(): void;
  publish(): void;
}

const words = (template: EditedTemplate): string => JSON.stringify(close(template));

/** Template that an answer leaves for editing: its draft, else what was published last. */
export const startOf = ({ draft, versions }: OwnTemplateView): EditedTemplate | undefined => {
  const template = draft === null ? versions[0]?.template : draft.template;
  return isTemplate(template) ? open(template) : undefined;
};

const publishedWords = ({ published, versions }: OwnTemplateView): string | undefined => {
  const live = versions.find(({ version }) => version === published)?.template;
  return isTemplate(live) ? words(open(live)) : undefined;
};

/** What the server holds, and the ways to change that. */
const useStored = ({ view: start, template }: OpenedEmail) => {
  const { t } = useTranslation();
  const [view, setView] = useState(start);
  const [saved, setSaved] = useState(words(template));
  const acting = useTemplateAct(start.key);
  const act = async (what: Omit<TemplateActing, 'rev'>, rev = view.rev): Promise<OwnTemplateView> => {
    const now = await acting.mutateAsync({ ...what, rev });
    setView(now);
    return now;
  };
  const failed = acting.error === null ? undefined : codeOf(acting.error);
  const sentence =
    failed === undefined
      ? undefined
      : failed === 'version_conflict' || failed === 'template_unfinished'
        ? t(`emails.refused.${failed}`)
        : t('editor.failed');
  return { view, saved, setSaved, act, busy: acting.isPending, problem: sentence };
};

/** What can be done with the blocks; each is one entry of the history. */
const useBlocks = (start: EditedTemplate) => {
  const { t } = useTranslation();
  const [history, setHistory] = useState<History<EditedTemplate>>(() => begin(start));
  const [chosen, setChosen] = useState<string>();
  const template = history.present;
  const set = (next: EditedTemplate, by?: string): void => {
    setHistory((before) => record(before, next, by));
  };
  const back = (): void => {
    setHistory(undo);
  };
  const insert = (block: Block, after: string | undefined): void => {
    const added = addBlock(template, block, after);
    if (added === undefined) {
      window.shopify.toast.show(t('emails.full'), { isError: true });
      return;
    }
    set(added.template);
    setChosen(added.id);
  };
  return {
    template,
    chosen,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    choose: setChosen,
    changeHead: (change: Partial<EditedTemplate['head']>, by: string) => {
      set({ ...template, head: { ...template.head, ...change } }, by);
    },
    add: (kind: BlockKind, after: string | undefined) => {
      insert(freshBlock(kind), after);
    },
    change: (id: string, block: Block) => {
      set(changeBlock(template, id, block), `${id}.${Object.keys(block).join()}`);
    },
    move: (id: string, to: number) => {
      set(moveBlock(template, id, to));
    },
    duplicate: (id: string) => {
      const found = template.blocks.find((each) => each.id === id);
      if (found) insert(found.block, id);
    },
    remove: (id: string) => {
      set(removeBlock(template, id));
      setChosen(undefined);
      window.shopify.toast.show(t('emails.removed'), { action: t('common.undo'), onAction: back });
    },
    undo: back,
    redo: () => {
      setHistory(redo);
    },
    replace: set,
  };
};

/** A refusal is shown where it belongs; what was written stays. */
const quietly = (work: Promise<unknown>): void => {
  work.catch(() => undefined);
};

/** A mail under the merchant's hands: what it is, what it was, what is saved, and what goes out now. */
export const useEmailEditor = (opened: OpenedEmail): EmailEditor => {
  const { t } = useTranslation();
  const blocks = useBlocks(opened.template);
  const { view, saved, setSaved, act, busy, problem } = useStored(opened);
  const { template } = blocks;
  const now = words(template);
  const dirty = now !== saved;
  useRecoveryCopy({ kind: 'email', shop: opened.shop, id: view.key }, { rev: view.rev, work: now, dirty });
  const save = async (): Promise<OwnTemplateView> => {
    const answer = await act({ act: 'draft', template: close(template) });
    setSaved(now);
    return answer;
  };
  const publish = async (): Promise<void> => {
    const { rev } = dirty || view.draft === null ? await save() : view;
    const { published } = await act({ act: 'publish' }, rev);
    window.shopify.toast.show(t('emails.published', { version: published }), {});
  };
  return {
    ...blocks,
    dirty,
    changed: now !== publishedWords(view),
    published: view.published,
    uses: view.uses,
    busy,
    problem,
    save: () => {
      quietly(save().then(() => window.shopify.toast.show(t('editor.saved'), {})));
    },
    discard: () => {
      const parsed: unknown = JSON.parse(saved);
      if (isTemplate(parsed)) blocks.replace(open(parsed));
    },
    publish: () => {
      quietly(publish());
    },
  };
};
