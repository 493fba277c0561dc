import type { TemplatePort } from '../compose/mail-template.ts';
import { checkout1 } from './checkout-1.ts';
import { checkout2 } from './checkout-2.ts';
import { crossSell1 } from './cross-sell-1.ts';
import { replenishment1 } from './replenishment-1.ts';

const templates = new Map(
  [checkout1, checkout2, replenishment1, crossSell1].map((template) => [template.key, template]),
);

export const builtInTemplates: TemplatePort = { find: (key) => Promise.resolve(templates.get(key)) };
