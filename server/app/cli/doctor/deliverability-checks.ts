import { fail, ok, warn } from './check.ts';
import type { Check, Finding } from './check.ts';

const most = 5;

/** Each shop's worst is said; the API tells a merchant the rest. */
const deliverability: Check = {
  name: 'deliverability',
  look: async ({ deliverability: look }): Promise<Finding> => {
    const shops = await look();
    if (shops.length === 0) return ok('No shop has a sending domain of its own.');
    const bad = shops.flatMap(({ findings }) => findings.filter(({ level }) => level !== 'ok'));
    const [first] = bad;
    if (first === undefined) return ok(`Mail of ${shops.length} sending domains is signed and welcome.`);
    const says = bad
      .slice(0, most)
      .map((each) => each.says)
      .join(' ');
    const todo = first.todo ?? 'Tell the merchant.';
    return bad.some(({ level }) => level === 'fail') ? fail(says, todo) : warn(says, todo);
  },
};

const mails: Check = {
  name: 'mails',
  look: async ({ liveMails }): Promise<Finding> => {
    const shops = await liveMails();
    const all = shops.flatMap(({ shop, mails: own }) => own.map((mail) => ({ shop, mail })));
    if (all.length === 0) return ok('No live flow has a mail.');
    const bad = all.flatMap(({ shop, mail }) =>
      mail.findings
        .filter(({ level }) => level !== 'ok')
        .map((finding) => ({ ...finding, where: `${shop}, ${mail.title}, ${mail.step}` })),
    );
    const [first] = bad;
    if (first === undefined) return ok(`${all.length} mails of live flows are as mailboxes want them.`);
    const says = bad
      .slice(0, most)
      .map((each) => `${each.where}: ${each.says}`)
      .join(' ');
    const todo = first.todo ?? 'Tell the merchant.';
    return bad.some(({ level }) => level === 'fail') ? fail(says, todo) : warn(says, todo);
  },
};

export const deliverabilityChecks: readonly Check[] = [deliverability, mails];
