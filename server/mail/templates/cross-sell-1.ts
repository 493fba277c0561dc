import type { MailTemplate } from '../compose/mail-template.ts';

export const crossSell1: MailTemplate = {
  key: 'cross-sell-1',
  subject: 'Goes well with your {{ words.productTitle | default: "last order" }}',
  preheader:
    '{{ suggestions[0].title }}{% if suggestions.size > 1 %} and more{% endif %}, picked to go with what you have.',
  blocks: [
    {
      kind: 'heading',
      words:
        '{% if words.productTitle and words.productTitle != "" %}Goes well with your {{ words.productTitle }}{% else %}Goes well with your order{% endif %}',
    },
    {
      kind: 'text',
      words:
        '{% if customer.firstName != "" %}{{ customer.firstName }}, we{% else %}We{% endif %} hope you are enjoying it. {% if suggestions.size > 1 %}Here is what others add to theirs.{% else %}Here is what many add to theirs.{% endif %}',
    },
    { kind: 'suggestions' },
    {
      kind: 'button',
      words: '{% if suggestions.size > 1 %}See them in the shop{% else %}Have a look{% endif %}',
    },
  ],
  text: `{% if customer.firstName != "" %}Hi {{ customer.firstName }},

{% endif %}We hope you are enjoying {% if words.productTitle and words.productTitle != "" %}your {{ words.productTitle }}{% else %}your order{% endif %}. This goes well with it:
{% for pick in suggestions %}
- {{ pick.title }}{% if pick.price %}: {{ pick.price }}{% endif %}{% if pick.note %} ({{ pick.note }}){% endif %}
  {{ pick.url }}{% endfor %}

Have a look:
{{ actionUrl }}
`,
};
