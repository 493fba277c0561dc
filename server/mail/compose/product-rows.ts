/** Product rows as tables with Liquid in them: mail programs agree on tables. */
const title = 'font-size:16px;line-height:22px;font-weight:600;color:#1c1c1a;text-decoration:none';
const soft = 'font-size:14px;line-height:20px;color:#6d6d68';

/** A picture, or a quiet tile with the first letter where the shop has none. */
const shot = (name: string, size: number): string => `
<td class="shot" width="${size}" style="width:${size}px;padding:16px 0;vertical-align:middle">
  <a href="{{ ${name}.url }}" style="text-decoration:none">{% if ${name}.imageUrl %}<img src="{{ ${name}.imageUrl }}" width="${size}" height="${size}" alt="{{ ${name}.title }}" style="display:block;width:${size}px;height:${size}px;object-fit:cover;border:0;border-radius:8px;background-color:#f1f1ee;font-size:12px;line-height:16px;color:#6d6d68" />{% else %}<div class="tile" style="width:${size}px;height:${size}px;line-height:${size}px;border-radius:8px;background-color:#f1f1ee;color:#8a8a84;font-size:28px;text-align:center">{{ ${name}.title | slice: 0 | upcase }}</div>{% endif %}</a>
</td>`;

const lineRow = `
<tr class="line">
  ${shot('line', 88)}
  <td class="ink gap" style="padding:16px;vertical-align:middle">
    <a href="{{ line.url }}" style="${title}">{{ line.title }}</a>
    <div class="soft"><span style="${soft}">{% if line.variantTitle %}{{ line.variantTitle }}{% endif %}{% if line.quantity and line.quantity > 1 %}{% if line.variantTitle %} · {% endif %}Qty {{ line.quantity }}{% endif %}</span></div>
  </td>
  <td class="ink" align="{{ end }}" style="padding:16px 0;vertical-align:middle;text-align:{{ end }};white-space:nowrap;font-size:16px;line-height:22px;color:#1c1c1a">{{ line.price }}{% if line.quantity and line.quantity > 1 %}<div class="soft"><span style="${soft}">each</span></div>{% endif %}</td>
</tr>`;

const totalRow = `
{% if total %}<tr>
  <td class="rule ink" colspan="2" style="border-top:2px solid #1c1c1a;padding:16px 0 0;font-size:16px;line-height:24px;font-weight:600;color:#1c1c1a">{{ labels.total }}</td>
  <td class="rule ink" align="{{ end }}" style="border-top:2px solid #1c1c1a;padding:16px 0 0;text-align:{{ end }};white-space:nowrap;font-size:18px;line-height:24px;font-weight:700;color:#1c1c1a">{{ total }}</td>
</tr>{% endif %}`;

export const lineRows = `{% for line in lines %}${lineRow}{% endfor %}${totalRow}`;

export const pickRows = `{% for pick in suggestions %}
<tr class="line pick">
  ${shot('pick', 132)}
  <td class="ink gap" style="padding:16px 0 16px 20px;vertical-align:middle">
    {% if pick.note %}<div class="soft"><span style="font-size:12px;line-height:18px;letter-spacing:0.4px;color:#6d6d68">{{ pick.note }}</span></div>{% endif %}
    <a href="{{ pick.url }}" style="${title.replace('16px', '18px').replace('22px', '25px')}">{{ pick.title }}</a>
    {% if pick.vendor %}<div class="soft"><span style="${soft}">{{ pick.vendor }}</span></div>{% endif %}
    {% if pick.price %}<div style="padding-top:6px;font-size:16px;line-height:22px;font-weight:600">{{ pick.price }}</div>{% endif %}
  </td>
</tr>{% endfor %}`;

export const featuredRow = `{% assign line = lines[0] %}{% if line %}
<tr><td align="center" style="padding:8px 0 20px">
  <a href="{{ actionUrl }}" style="text-decoration:none">{% if line.imageUrl %}<img src="{{ line.imageUrl }}" width="280" alt="{{ line.title }}" style="display:block;width:280px;max-width:100%;height:auto;border:0;border-radius:12px;background-color:#f1f1ee;font-size:14px;line-height:20px;color:#6d6d68" />{% else %}<div class="tile" style="width:160px;height:160px;line-height:160px;border-radius:12px;background-color:#f1f1ee;color:#8a8a84;font-size:48px;text-align:center">{{ line.title | slice: 0 | upcase }}</div>{% endif %}</a>
</td></tr>
<tr><td class="ink" align="center" style="text-align:center"><a href="{{ actionUrl }}" style="${title.replace('16px', '20px').replace('22px', '28px')}">{{ line.title }}</a></td></tr>
<tr><td class="soft" align="center" style="text-align:center;${soft}">{% if line.variantTitle %}{{ line.variantTitle }}{% endif %}{% if line.variantTitle and line.price %} · {% endif %}{{ line.price }}</td></tr>{% endif %}{% for line in lines offset: 1 %}
<tr><td class="ink" align="center" style="text-align:center;padding-top:14px"><a href="{{ line.url }}" style="${title}">{{ line.title }}</a><span class="soft" style="${soft}">{% if line.price %} · {{ line.price }}{% endif %}</span></td></tr>{% endfor %}`;
