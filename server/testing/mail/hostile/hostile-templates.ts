/** What somebody might write to stall a worker, to read what isn't theirs, or to get script into a mail. */
const loops = [
  '{% for a in (1..1000000) %}{% for b in (1..1000000) %}{% for c in (1..1000) %}x{% endfor %}{% endfor %}{% endfor %}',
  '{% for a in (1..999999999) %}x{% endfor %}',
  '{% for a in (1..99999) %}{% for b in (1..99999) %}{% endfor %}{% endfor %}',
  '{% for a in (1..100000) %}{% assign b = a | times: a %}{% endfor %}{% for a in (1..1000000) %}{% endfor %}',
  '{% assign a = "x" %}{% for i in (1..60) %}{% assign a = a | append: a %}{% endfor %}{{ a }}',
  '{% capture a %}xxxxxxxxxx{% endcapture %}{% for i in (1..60) %}{% capture a %}{{ a }}{{ a }}{% endcapture %}{% endfor %}{{ a }}',
  '{% assign a = "x,x" | split: "," %}{% for i in (1..60) %}{% assign a = a | concat: a %}{% endfor %}{{ a | size }}',
  '{% assign a = "x" | split: "" %}{% for i in (1..40) %}{% assign a = a | concat: a | sort %}{% endfor %}',
  '{{ "now" | date: "%999999999Y" }}',
  '{{ "now" | date: "%99999999999999999999Y" }}',
  '{{ (1..100000000) | size }}',
  '{{ (1..10000000) | join: "," }}',
  '{{ (1..5000000) | reverse | sort | map: "x" | join }}',
  '{{ "x" | replace: "", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" | replace: "a", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" | replace: "a", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" }}',
  '{% for i in (1..100000) %}{{ "a" | truncate: 100000000 | append: i }}{% endfor %}',
  '{% for i in (1..50000) %}{% if i > 1 and i > 2 and i > 3 and i > 4 %}{{ i | times: i | divided_by: 3 }}{% endif %}{% endfor %}{% for i in (1..10000000) %}{% endfor %}',
  '{% increment a %}{% for i in (1..100000000) %}{% increment a %}{% endfor %}',
  '{% case 1 %}{% when 1 %}{% for i in (1..100000000) %}{% case i %}{% when 2 %}{% endcase %}{% endfor %}{% endcase %}',
];

const filters = [
  '{{ cart.lines | where_exp: "item", "item.title contains \\"a\\"" }}',
  '{% assign big = (1..12000) %}{{ big | where_exp: "i", "i > 1" | size }}',
  '{{ (1..100000) | group_by_exp: "i", "i" }}',
  '{{ cart.lines | find_exp: "i", "true" }}',
  '{{ cart.lines | has_exp: "i", "true" }}',
  '{{ cart.lines | reject_exp: "i", "true" }}',
  '{{ "x" | hmac_sha256: "y" }}',
  '{{ "PHNjcmlwdD4=" | base64_decode }}',
  '{{ "%3Cscript%3E" | url_decode | raw }}',
  '{{ customer.firstName | raw }}',
  '{{ cart | json }}',
  '{{ cart | inspect }}',
  '{{ "x" | constructor }}',
  '{{ "x" | __proto__ }}',
  '{{ "x" | toString }}',
];

const tags = [
  '{% include "/etc/passwd" %}',
  '{% render "../../../../etc/passwd" %}',
  '{% layout "/etc/hostname" %}',
  '{% block a %}{% endblock %}',
  '{% render "self" %}',
  '{% echo "<script>alert(1)</script>" %}',
  '{% liquid echo "<script>alert(1)</script>" %}',
  '{% cycle "<script>", "</script>" %}',
  '{% raw %}<script>{% endraw %}',
  '{% tablerow x in (1..1000000) %}{% endtablerow %}',
  '{% # a comment %}',
  '{% unknown %}',
];

const reaching = [
  '{{ x.constructor.constructor }}',
  '{{ customer.__proto__ }}',
  '{{ customer.constructor }}',
  '{{ cart.lines.constructor }}',
  '{{ cart.lines.push }}',
  '{{ "a".length }}{{ customer["__proto__"] }}',
  '{{ process.env }}',
  '{{ globalThis }}{{ require }}{{ this }}',
  '{{ customer.toString }}{{ customer.hasOwnProperty }}',
];

const broken = [
  '{{ customer.firstName',
  '{% if customer.firstName %}',
  '{% endif %}',
  '{% for x in %}{% endfor %}',
  '{{ | upcase }}',
  '{% if %}{% endif %}',
  '{{ customer..firstName }}',
  `${'{{'.repeat(900)}`,
];

/** Each by itself, as a merchant would save it. */
export const hostileTemplates: readonly string[] = [...loops, ...filters, ...tags, ...reaching, ...broken];
