import type { MailTemplate } from '../compose/mail-template.ts';

export const checkout1: MailTemplate = {
  key: 'checkout-1',
  subject: 'You left something behind',
  preheader:
    'We kept your cart just as you left it: {{ lines[0].title }}{% if lines.size > 1 %} and more{% endif %}.',
  blocks: [
    { kind: 'heading', words: 'You left something behind' },
    {
      kind: 'text',
      words:
        '{% if customer.firstName != "" %}Hi {{ customer.firstName }}, we{% else %}We{% endif %} kept your cart just as you left it. Pick up where you stopped whenever you like.',
    },
    { kind: 'lines' },
    { kind: 'button', words: 'Return to your cart' },
    { kind: 'note', words: 'Questions before you order? Just reply to this mail.' },
  ],
  text: `{% if customer.firstName != "" %}Hi {{ customer.firstName }},

{% endif %}You left something behind. We kept your cart just as you left it:
{% for line in lines %}
- {% if line.quantity and line.quantity > 1 %}{{ line.quantity }} × {% endif %}{{ line.title }}{% if line.variantTitle %} ({{ line.variantTitle }}){% endif %}{% if line.price %}: {{ line.price }}{% endif %}{% endfor %}
{% if total %}
Total: {{ total }}
{% endif %}
Return to your cart:
{{ actionUrl }}

Questions before you order? Just reply to this mail.
`,
};
