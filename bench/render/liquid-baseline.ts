import { Liquid } from 'liquidjs';
import type { JsonObject } from '../../server/lib/json.ts';
import { partsOf } from '../../server/mail/compose/compiled-mail.ts';
import type { CompiledMail, PrintedPart, Slot } from '../../server/mail/compose/compiled-mail.ts';

/** One row as Encore prints it, without its rarer parts: if anything this baseline does less. */
const row = (name: string): string =>
  `<tr class="line"><td class="shot" width="88" style="width:88px;padding:16px 0;vertical-align:middle"><a href="{{ ${name}.url }}" style="text-decoration:none"><img src="{{ ${name}.imageUrl }}" width="88" height="88" alt="{{ ${name}.title }}" style="display:block;width:88px;height:88px;border:0;border-radius:8px" /></a></td><td class="ink gap" style="padding:16px;vertical-align:middle"><a href="{{ ${name}.url }}" style="font-size:16px;line-height:22px;font-weight:600;color:#1c1c1a;text-decoration:none">{{ ${name}.title }}</a>{% if ${name}.variantTitle %}<div class="soft"><span>{{ ${name}.variantTitle }}</span></div>{% endif %}</td><td class="ink" style="padding:16px 0;text-align:right">{{ ${name}.price }}</td></tr>`;

const liquidOf = (slot: Slot): string => {
  switch (slot.kind) {
    case 'words':
    case 'address':
      return slot.liquid;
    case 'link':
      return `{{ links.${slot.to} }}`;
    case 'cart-lines':
      return `{% for line in cart.lines %}${row('line')}{% endfor %}{% if cart.total %}<tr><td colspan="2">Total</td><td>{{ cart.total }}</td></tr>{% endif %}`;
    case 'product':
      return `{% for pick in suggestions %}${row('pick')}{% endfor %}`;
    case 'offer':
      return '{{ offer.code }} {{ offer.value }}';
    case 'subject':
      return '{{ subject }}';
    case 'when':
      return '{% if suggestions.size > 0 %}';
    case 'end':
      return '{% endif %}';
  }
};

const sourceOf = (part: PrintedPart): string =>
  partsOf(part)
    .map((each) => (typeof each === 'string' ? each : liquidOf(each)))
    .join('');

export interface Baseline {
  /** LiquidJS on a template that was parsed before; the links come signed. */
  cached(data: JsonObject): string;
  /** As it is done where nobody keeps what was parsed. */
  parsedEachTime(data: JsonObject): string;
}

export const createBaseline = ({ html, text }: CompiledMail): Baseline => {
  const engine = new Liquid({ ownPropertyOnly: true, outputEscape: 'escape' });
  const sources = [sourceOf(html), sourceOf(text)];
  const parsed = sources.map((source) => engine.parse(source));
  return {
    cached: (data) => parsed.map((template) => String(engine.renderSync(template, data))).join(''),
    parsedEachTime: (data) =>
      sources.map((source) => String(engine.parseAndRenderSync(source, data))).join(''),
  };
};
