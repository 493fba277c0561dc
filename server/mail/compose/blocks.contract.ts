/** What a template is made of, for the screen that edits it. */
export type { Block, ColumnBlock, MailTemplate, OwnTheme, ShowWhen } from './mail-template.ts';
