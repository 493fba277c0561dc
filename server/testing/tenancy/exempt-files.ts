/** `*.repository.ts` that hold no query of one shop's, each with its reason. */
export const exemptFiles: Readonly<Record<string, string>> = {
  'server/app/standalone/demo-work.repository.ts': 'the demo’s one shop: how much work there is',
  'server/flows/flow-indexes.repository.ts': 'makes indexes',
  'server/flows/simulation/journal-rows.repository.ts': 'is made for one shop: it takes it as it is made',
  'server/insights/privacy/privacy-indexes.repository.ts': 'makes indexes',
  'server/mail/templates/template-indexes.repository.ts': 'makes indexes',
  'server/shop/clock.repository.ts': 'the one clock',
  'server/shop/fresh-look.repository.ts': 'gathers what other repositories ask',
  'server/shop/inbox/inbox-insert.repository.ts': 'a group of many shops: each delivery names its own',
  'server/shop/row-reads.repository.ts': 'how rows are read, of whatever filter',
  'server/shop/shop-indexes.repository.ts': 'makes indexes',
  'server/shop/shop-repositories.repository.ts': 'puts the others together',
};
