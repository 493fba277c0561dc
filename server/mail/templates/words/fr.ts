import type { MailWords } from '../mail-words.ts';

const hi = 'Bonjour{% if customer.firstName %} {{ customer.firstName }}{% endif %},<br>';

export const fr: MailWords = {
  frame: {
    total: 'Total',
    quantity: 'Qté {count}',
    more: 'et {count} autres',
    each: 'l’unité',
    code: 'Votre code',
    validUntil: 'Valable jusqu’au {date}',
    why: 'Vous recevez ce message car vous êtes abonné(e) aux nouvelles de {shop}.',
    unsubscribe: 'Se désabonner',
    testMail: 'Test',
  },
  templates: {
    'checkout-1': {
      subject: 'Vous avez oublié quelque chose',
      preheader: 'Votre panier est tel que vous l’avez laissé : {{ product.title }}.',
      heading: 'Vous avez oublié quelque chose',
      text: `${hi}votre panier est tel que vous l’avez laissé. Reprenez quand vous voulez.`,
      button: 'Revenir au panier',
      note: 'Une question avant de commander ? Répondez simplement à ce message.',
    },
    'checkout-2': {
      subject: 'Vous hésitez encore ?',
      preheader: 'Votre panier chez {{ shop.name }} vous attend. Un clic et vous y êtes.',
      heading: 'Vous hésitez encore ?',
      text: `${hi}votre panier vous attend toujours. Nous ne pouvons pas promettre que tout reste en stock : jetez-y un œil tant qu’il est temps.`,
      button: 'Terminer la commande',
      note: 'C’est notre dernier rappel pour ce panier.',
      suggest: 'Va bien avec',
    },
    'incentive-1': {
      subject: 'Votre panier vous attend',
      preheader: '{{ product.title }} est toujours à vous. Une minute suffit.',
      heading: 'On vous le garde ?',
      text: `${hi}vous aviez choisi quelque chose de beau, puis il a fallu partir. Votre panier est enregistré ; une minute suffit pour terminer.`,
      button: 'Terminer ma commande',
      note: 'Un souci ? Répondez à ce message, une personne vous aidera.',
    },
    'incentive-2': {
      subject:
        '{% if offer.value %}{{ offer.value }} de réduction sur votre panier{% else %}Votre panier est toujours là{% endif %}',
      preheader:
        '{% if offer.code %}Utilisez {{ offer.code }} au moment de payer.{% else %}Un clic et vous y êtes.{% endif %}',
      heading:
        '{% if offer.value %}Un petit coup de pouce : {{ offer.value }}{% else %}Votre panier est toujours là{% endif %}',
      text: `${hi}{% if offer.value %}si c’était une question de prix, ceci peut aider. Ce code est pour vous seul(e) et sert une fois.{% else %}tout est là où vous l’avez laissé.{% endif %}`,
      offer: 'Saisissez-le au paiement, ou passez par le bouton : il y sera déjà.',
      button: '{% if offer.value %}Profiter de {{ offer.value }}{% else %}Revenir au panier{% endif %}',
      note: 'C’est notre dernier rappel pour ce panier.',
      suggest: 'Cela pourrait aussi vous plaire',
    },
    'replenishment-1': {
      subject: 'Bientôt à court de {{ product.title }} ?',
      preheader: '{% if order.placedAt %}Dernier achat le {{ order.placedAt }}. {% endif %}Un clic suffit.',
      heading: 'Bientôt à court ?',
      text: `${hi}{% if order.placedAt %}vous l’avez acheté le {{ order.placedAt }} : il touche peut-être à sa fin.{% else %}il est peut-être temps d’en reprendre.{% endif %} Commandez maintenant pour ne pas en manquer.`,
      button: 'Commander à nouveau',
      note: 'Il vous en reste ? Gardez ce message pour plus tard.',
    },
    'replenishment-2': {
      subject: 'Encore besoin de {{ product.title }} ?',
      preheader: 'Un petit rappel, au cas où.',
      heading: 'On vous en renvoie ?',
      text: `${hi}un petit rappel, au cas où : votre {{ product.title }} est sans doute presque terminé.`,
      button: 'Commander à nouveau',
      note: 'Nous ne vous le rappellerons plus.',
      suggest: 'Ou essayez ceci',
    },
    'cross-sell-1': {
      subject: 'Va bien avec : {{ product.title | default: "votre dernière commande" }}',
      preheader: 'Choisi pour aller avec ce que vous avez.',
      heading: 'Va bien avec : {{ product.title | default: "votre commande" }}',
      text: `${hi}nous espérons que vous en profitez. Voici ce que d’autres ajoutent au leur.`,
      button: 'Découvrir',
      note: 'Pas pour vous ? Alors laissez, tout simplement.',
    },
    'browse-1': {
      subject: 'Vous pensez encore à {{ product.title }} ?',
      preheader: 'Le revoici, pour ne pas avoir à le chercher.',
      heading: 'Il vous a plu',
      text: `${hi}vous l’avez regardé plus d’une fois, alors le revoici. Inutile de chercher.`,
      button: 'Le revoir',
      note: 'Une question ? Répondez simplement à ce message.',
    },
    'browse-2': {
      subject: 'Vous aimez {{ product.title }} ? Alors peut-être ceux-ci',
      preheader: 'Quelques autres, souvent comparés.',
      heading: 'Pas tout à fait le bon ?',
      text: `${hi}l’un de ceux-ci vous conviendra peut-être mieux que {{ product.title }}.`,
      button: 'Revenir à l’article',
      note: 'Nous ne vous écrirons plus à ce sujet.',
      suggest: 'Dans le même esprit',
    },
    'welcome-1': {
      subject: 'Bienvenue chez {{ shop.name }}',
      preheader:
        '{% if offer.value %}{{ offer.value }} sur votre première commande.{% else %}Ravis de vous compter parmi nous.{% endif %}',
      heading: 'Ravis de vous accueillir',
      text: `${hi}merci de votre inscription. Vous aurez de nos nouvelles quand cela en vaut la peine, et pas autrement.`,
      offer: 'Pour vous remercier, sur votre première commande.',
      button: 'Faire le tour',
      note: 'Envie de nous dire ce que vous cherchez ? Répondez simplement.',
      suggest: 'Ce que les autres adorent',
    },
    'feedback-1': {
      subject: 'Comment trouvez-vous {{ product.title | default: "votre commande" }} ?',
      preheader: 'Une minute de votre temps nous aide, et tous ceux qui suivront.',
      heading: 'Alors, qu’en pensez-vous ?',
      text: `${hi}votre commande{% if order.name %} {{ order.name }}{% endif %} est chez vous depuis un moment. Dites-nous ce que vous en pensez.`,
      button: 'Donner mon avis',
      note: 'Quelque chose ne va pas ? Répondez à ce message et nous arrangerons cela.',
    },
    'win-back-1': {
      subject: 'Cela fait un moment{% if customer.firstName %}, {{ customer.firstName }}{% endif %}',
      preheader:
        '{% if offer.value %}Revenez avec {{ offer.value }} de réduction.{% else %}Du nouveau chez {{ shop.name }}.{% endif %}',
      heading: 'Cela fait un moment',
      text: `${hi}vous nous manquez. Il y a du nouveau chez {{ shop.name }} depuis votre dernière visite.`,
      offer: 'Pour votre prochaine commande.',
      button: 'Voir les nouveautés',
      note: 'Plus intéressé(e) ? Un clic ci-dessous et nous vous laissons tranquille.',
      suggest: 'Choisis pour vous',
    },
  },
};
