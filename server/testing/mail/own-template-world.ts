import type { Response, Test } from 'supertest';
import type { FlowProgram } from '../../engine/program.ts';
import { ownTemplateSchema } from '../../mail/templates/own/own-template.contract.ts';
import type { OwnTemplateView } from '../../mail/templates/own/own-template.contract.ts';
import { createLifeWorld, lumen, mail, programOf, wait } from '../flows/life-world.ts';
import type { LifeWorld } from '../flows/life-world.ts';
import { aTemplate } from './template-builders.ts';

type Args = FlowProgram['steps'][number]['args'];

/** Lumen's own templates over the API, and its cart flow that may send them. */
export interface OwnTemplateWorld {
  readonly world: LifeWorld;
  post(path: string, body: object): Test;
  create(over?: object): Test;
  save(rev: number, template?: unknown): Test;
  publish(rev: number): Test;
  open(): Promise<OwnTemplateView>;
  /** Made, saved and published as version 1; at `rev` 3. */
  published(): Promise<OwnTemplateView>;
  /** A wait and then a mail of these arguments. */
  editFlow(args: Args): Promise<Response>;
  /** Of the mail that people get who enter now. */
  argsNow(): Promise<Args | undefined>;
  clear(): Promise<void>;
}

export const viewOf = async (asked: Test): Promise<OwnTemplateView> =>
  ownTemplateSchema.parse((await asked).body);

const cart = 'abandoned-checkout';

export const createOwnTemplateWorld = async (name: string): Promise<OwnTemplateWorld> => {
  const world = await createLifeWorld(name);
  const post = (path: string, body: object): Test => world.ask('post', `/own-templates${path}`, body);
  const create = (over: object = {}): Test =>
    post('', { key: 'ours', title: 'Ours', from: 'checkout-1', ...over });
  const save = (rev: number, template: unknown = aTemplate()): Test => post('/ours/draft', { rev, template });
  const publish = (rev: number): Test => post('/ours/publish', { rev });
  return {
    world,
    post,
    create,
    save,
    publish,
    open: () => viewOf(world.ask('get', '/own-templates/ours')),
    published: async () => {
      await create();
      await save(1);
      return viewOf(publish(2));
    },
    editFlow: async (args) => {
      const { rev } = (await world.flows.service.find(lumen, cart)) ?? { rev: 0 };
      const program = programOf([wait('wait-1', 'PT1H'), { ...mail('checkout-1'), args }]);
      return world.ask('post', `/flows/${cart}/versions`, { rev, program });
    },
    argsNow: async () => (await world.flows.service.find(lumen, cart))?.program.steps[1]?.args,
    clear: async () => {
      for (const collection of ['mail_templates', 'mail_template_versions', 'compiled_mails'])
        await world.data.connection.collection(collection).deleteMany({});
    },
  };
};
