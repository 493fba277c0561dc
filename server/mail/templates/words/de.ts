import type { MailWords } from '../mail-words.ts';

const hi = 'Hallo{% if customer.firstName %} {{ customer.firstName }}{% endif %},<br>';

export const de: MailWords = {
  frame: {
    total: 'Gesamt',
    quantity: 'Menge {count}',
    more: 'und {count} weitere',
    each: 'pro Stück',
    code: 'Dein Code',
    validUntil: 'Gültig bis {date}',
    why: 'Du bekommst diese Mail, weil du Neuigkeiten von {shop} abonniert hast.',
    unsubscribe: 'Abmelden',
    testMail: 'Test',
  },
  templates: {
    'checkout-1': {
      subject: 'Du hast etwas vergessen',
      preheader: 'Dein Warenkorb ist noch so, wie du ihn verlassen hast: {{ product.title }}.',
      heading: 'Du hast etwas vergessen',
      text: `${hi}dein Warenkorb ist noch genau so, wie du ihn verlassen hast. Mach einfach weiter, wann immer du magst.`,
      button: 'Zurück zum Warenkorb',
      note: 'Noch Fragen vor der Bestellung? Antworte einfach auf diese Mail.',
    },
    'checkout-2': {
      subject: 'Überlegst du noch?',
      preheader: 'Dein Warenkorb bei {{ shop.name }} ist noch da. Ein Klick, und du bist zurück.',
      heading: 'Überlegst du noch?',
      text: `${hi}dein Warenkorb ist noch da. Wir können nicht versprechen, dass alles auf Lager bleibt, also schau gern noch einmal hinein.`,
      button: 'Bestellung abschließen',
      note: 'Das ist unsere letzte Erinnerung an diesen Warenkorb.',
      suggest: 'Passt gut dazu',
    },
    'incentive-1': {
      subject: 'Dein Warenkorb wartet auf dich',
      preheader: '{{ product.title }} liegt noch für dich bereit. Eine Minute genügt.',
      heading: 'Sollen wir es aufheben?',
      text: `${hi}du hast etwas Schönes ausgesucht und musstest dann los. Dein Warenkorb ist gespeichert, die Bestellung dauert nur noch eine Minute.`,
      button: 'Bestellung abschließen',
      note: 'Stimmt etwas nicht? Antworte auf diese Mail, und ein Mensch hilft dir.',
    },
    'incentive-2': {
      subject:
        '{% if offer.value %}{{ offer.value }} auf deinen Warenkorb{% else %}Dein Warenkorb ist noch da{% endif %}',
      preheader:
        '{% if offer.code %}Löse {{ offer.code }} an der Kasse ein.{% else %}Ein Klick, und du bist zurück.{% endif %}',
      heading:
        '{% if offer.value %}Eine kleine Hilfe: {{ offer.value }} Rabatt{% else %}Dein Warenkorb ist noch da{% endif %}',
      text: `${hi}{% if offer.value %}falls es am Preis lag, hilft vielleicht das hier. Der Code gilt nur für dich und nur einmal.{% else %}alles liegt noch da, wo du es gelassen hast.{% endif %}`,
      offer: 'Gib ihn an der Kasse ein, oder nimm den Knopf: dann ist er schon drin.',
      button: '{% if offer.value %}{{ offer.value }} einlösen{% else %}Zurück zum Warenkorb{% endif %}',
      note: 'Das ist unsere letzte Erinnerung an diesen Warenkorb.',
      suggest: 'Das könnte dir auch gefallen',
    },
    'replenishment-1': {
      subject: 'Geht dir {{ product.title }} aus?',
      preheader:
        '{% if order.placedAt %}Zuletzt gekauft am {{ order.placedAt }}. {% endif %}Nachschub ist nur einen Klick entfernt.',
      heading: 'Bald leer?',
      text: `${hi}{% if order.placedAt %}du hast das zuletzt am {{ order.placedAt }} gekauft, es könnte also bald aufgebraucht sein.{% else %}vielleicht ist es Zeit für Nachschub.{% endif %} Bestell jetzt, dann geht es dir nicht aus.`,
      button: 'Noch einmal bestellen',
      note: 'Noch genug da? Heb dir diese Mail für später auf.',
    },
    'replenishment-2': {
      subject: 'Brauchst du noch {{ product.title }}?',
      preheader: 'Eine kurze Erinnerung, falls es untergegangen ist.',
      heading: 'Dürfen wir nachliefern?',
      text: `${hi}eine kurze Erinnerung, falls es untergegangen ist: {{ product.title }} ist bei dir vermutlich fast aufgebraucht.`,
      button: 'Noch einmal bestellen',
      note: 'Daran erinnern wir dich nicht noch einmal.',
      suggest: 'Oder probier etwas davon',
    },
    'cross-sell-1': {
      subject: 'Passt gut zu: {{ product.title | default: "deiner letzten Bestellung" }}',
      preheader: 'Ausgesucht zu dem, was du schon hast.',
      heading: 'Passt gut zu: {{ product.title | default: "deiner Bestellung" }}',
      text: `${hi}wir hoffen, du hast Freude daran. Das nehmen andere gern dazu.`,
      button: 'Ansehen',
      note: 'Nichts für dich? Dann lass es einfach gut sein.',
    },
    'browse-1': {
      subject: 'Noch interessiert an {{ product.title }}?',
      preheader: 'Hier ist es noch einmal, damit du nicht suchen musst.',
      heading: 'Es ist dir aufgefallen',
      text: `${hi}du hast dir das mehr als einmal angesehen, hier ist es also noch einmal. Suchen musst du nicht.`,
      button: 'Noch einmal ansehen',
      note: 'Fragen dazu? Antworte einfach auf diese Mail.',
    },
    'browse-2': {
      subject: 'Gefällt dir {{ product.title }}? Dann vielleicht auch das',
      preheader: 'Ein paar andere, mit denen es oft verglichen wird.',
      heading: 'Nicht ganz das Richtige?',
      text: `${hi}vielleicht passt eines davon besser zu dir als {{ product.title }}.`,
      button: 'Zurück zum Artikel',
      note: 'Darüber schreiben wir dir nicht noch einmal.',
      suggest: 'Ähnliches',
    },
    'welcome-1': {
      subject: 'Willkommen bei {{ shop.name }}',
      preheader:
        '{% if offer.value %}{{ offer.value }} auf deine erste Bestellung.{% else %}Schön, dass du da bist.{% endif %}',
      heading: 'Schön, dass du da bist',
      text: `${hi}danke für deine Anmeldung. Du hörst von uns, wenn es sich für dich lohnt, und sonst nicht.`,
      offer: 'Unser Dank für deine erste Bestellung.',
      button: 'Umsehen',
      note: 'Magst du uns sagen, was du suchst? Antworte einfach.',
      suggest: 'Was andere lieben',
    },
    'feedback-1': {
      subject: 'Wie gefällt dir {{ product.title | default: "deine Bestellung" }}?',
      preheader: 'Eine Minute deiner Zeit hilft uns und allen, die nach dir kommen.',
      heading: 'Wie gefällt es dir?',
      text: `${hi}deine Bestellung{% if order.name %} {{ order.name }}{% endif %} ist nun eine Weile bei dir. Erzählst du uns, wie sie dir gefällt?`,
      button: 'Erfahrung teilen',
      note: 'Ist etwas nicht in Ordnung? Antworte auf diese Mail, und wir bringen es in Ordnung.',
    },
    'win-back-1': {
      subject: 'Lange nicht gesehen{% if customer.firstName %}, {{ customer.firstName }}{% endif %}',
      preheader:
        '{% if offer.value %}Komm zurück: {{ offer.value }} Rabatt.{% else %}Bei {{ shop.name }} gibt es viel Neues.{% endif %}',
      heading: 'Lange nicht gesehen',
      text: `${hi}du fehlst uns. Seit deinem letzten Besuch gibt es bei {{ shop.name }} viel Neues.`,
      offer: 'Für deine nächste Bestellung.',
      button: 'Neues ansehen',
      note: 'Kein Interesse mehr? Ein Klick unten, und wir lassen dich in Ruhe.',
      suggest: 'Für dich ausgesucht',
    },
  },
};
