import type { MailTemplate } from '../compose/mail-template.ts';

export const checkout2: MailTemplate = {
  key: 'checkout-2',
  subject: 'Still thinking it over?',
  preheader: 'Your cart at {{ shop.name }} is still here. One click and you are back.',
  blocks: [
    { kind: 'heading', words: 'Still thinking it over?' },
    {
      kind: 'text',
      words:
        '{% if customer.firstName != "" %}{{ customer.firstName }}, your{% else %}Your{% endif %} cart is still here. We can’t promise that everything in it stays in stock, so have another look while it does.',
    },
    { kind: 'lines' },
    { kind: 'button', words: 'Complete your order' },
    { kind: 'note', words: 'This is the last time we remind you of this cart.' },
  ],
  text: `{% if customer.firstName != "" %}{{ customer.firstName }}, your{% else %}Your{% endif %} cart is still here. We can’t promise that everything in it stays in stock:
{% for line in lines %}
- {% if line.quantity and line.quantity > 1 %}{{ line.quantity }} × {% endif %}{{ line.title }}{% if line.variantTitle %} ({{ line.variantTitle }}){% endif %}{% if line.price %}: {{ line.price }}{% endif %}{% endfor %}
{% if total %}
Total: {{ total }}
{% endif %}
Complete your order:
{{ actionUrl }}

This is the last time we remind you of this cart.
`,
};
