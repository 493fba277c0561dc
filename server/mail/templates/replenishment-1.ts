import type { MailTemplate } from '../compose/mail-template.ts';

export const replenishment1: MailTemplate = {
  key: 'replenishment-1',
  subject: 'Running low? Time for more {{ words.productTitle | default: lines[0].title }}',
  preheader:
    '{% if words.lastPurchasedAt %}You last bought it on {{ words.lastPurchasedAt }}. {% endif %}A fresh one is a click away.',
  blocks: [
    { kind: 'heading', words: 'Running low?' },
    {
      kind: 'text',
      words:
        '{% if customer.firstName != "" %}Hi {{ customer.firstName }}, {% endif %}{% if words.lastPurchasedAt %}{% if customer.firstName != "" %}it{% else %}It{% endif %} has been a while: you last bought this on {{ words.lastPurchasedAt }}.{% else %}{% if customer.firstName != "" %}it{% else %}It{% endif %} may be time for a fresh one.{% endif %} Order now and you won’t run out.',
    },
    { kind: 'featured' },
    { kind: 'button', words: 'Order again' },
    { kind: 'note', words: 'Still have plenty? Keep this mail for later.' },
  ],
  text: `{% if customer.firstName != "" %}Hi {{ customer.firstName }},

{% endif %}Running low?{% if words.lastPurchasedAt %} You last bought this on {{ words.lastPurchasedAt }}.{% endif %}
{% for line in lines %}
- {{ line.title }}{% if line.variantTitle %} ({{ line.variantTitle }}){% endif %}{% if line.price %}: {{ line.price }}{% endif %}{% endfor %}

Order again:
{{ actionUrl }}

Still have plenty? Keep this mail for later.
`,
};
