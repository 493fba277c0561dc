import type { MailWords } from '../mail-words.ts';

const hi = 'Hola{% if customer.firstName %}, {{ customer.firstName }}{% endif %}:<br>';

export const es: MailWords = {
  frame: {
    total: 'Total',
    quantity: 'Cant. {count}',
    more: 'y {count} más',
    each: 'cada uno',
    code: 'Tu código',
    validUntil: 'Válido hasta el {date}',
    why: 'Recibes este correo porque te suscribiste a las novedades de {shop}.',
    unsubscribe: 'Darse de baja',
    testMail: 'Prueba',
  },
  templates: {
    'checkout-1': {
      subject: 'Te has dejado algo',
      preheader: 'Tu carrito sigue tal como lo dejaste: {{ product.title }}.',
      heading: 'Te has dejado algo',
      text: `${hi}tu carrito sigue tal como lo dejaste. Continúa cuando quieras.`,
      button: 'Volver al carrito',
      note: '¿Alguna duda antes de comprar? Responde a este correo.',
    },
    'checkout-2': {
      subject: '¿Aún lo estás pensando?',
      preheader: 'Tu carrito en {{ shop.name }} sigue aquí. Un clic y vuelves.',
      heading: '¿Aún lo estás pensando?',
      text: `${hi}tu carrito sigue aquí. No podemos prometer que todo siga en existencias, así que échale otro vistazo.`,
      button: 'Completar el pedido',
      note: 'Es la última vez que te recordamos este carrito.',
      suggest: 'Combina bien',
    },
    'incentive-1': {
      subject: 'Tu carrito te espera',
      preheader: '{{ product.title }} sigue siendo tuyo. Basta un minuto.',
      heading: '¿Te lo guardamos?',
      text: `${hi}elegiste algo bonito y tuviste que irte. Tu carrito está guardado y puedes terminar en un minuto.`,
      button: 'Terminar el pedido',
      note: '¿Algo no va bien? Responde a este correo y una persona te ayudará.',
    },
    'incentive-2': {
      subject:
        '{% if offer.value %}{{ offer.value }} de descuento en tu carrito{% else %}Tu carrito sigue aquí{% endif %}',
      preheader: '{% if offer.code %}Usa {{ offer.code }} al pagar.{% else %}Un clic y vuelves.{% endif %}',
      heading:
        '{% if offer.value %}Una pequeña ayuda: {{ offer.value }}{% else %}Tu carrito sigue aquí{% endif %}',
      text: `${hi}{% if offer.value %}si era por el precio, quizá esto ayude. El código es solo para ti y vale una vez.{% else %}todo está donde lo dejaste.{% endif %}`,
      offer: 'Escríbelo al pagar o usa el botón: ya irá incluido.',
      button: '{% if offer.value %}Usar mi {{ offer.value }}{% else %}Volver al carrito{% endif %}',
      note: 'Es la última vez que te recordamos este carrito.',
      suggest: 'También podría gustarte',
    },
    'replenishment-1': {
      subject: '¿Se te acaba {{ product.title }}?',
      preheader:
        '{% if order.placedAt %}Última compra: {{ order.placedAt }}. {% endif %}Reponerlo es un clic.',
      heading: '¿Se te acaba?',
      text: `${hi}{% if order.placedAt %}lo compraste el {{ order.placedAt }}, así que puede que quede poco.{% else %}quizá sea hora de reponerlo.{% endif %} Pídelo ahora y no te quedarás sin él.`,
      button: 'Volver a pedir',
      note: '¿Aún te queda? Guarda este correo para más tarde.',
    },
    'replenishment-2': {
      subject: '¿Necesitas más {{ product.title }}?',
      preheader: 'Un breve recordatorio, por si se te pasó.',
      heading: '¿Te enviamos más?',
      text: `${hi}un breve recordatorio, por si se te pasó: tu {{ product.title }} debe de estar casi terminado.`,
      button: 'Volver a pedir',
      note: 'No te lo recordaremos otra vez.',
      suggest: 'O prueba uno de estos',
    },
    'cross-sell-1': {
      subject: 'Combina con: {{ product.title | default: "tu último pedido" }}',
      preheader: 'Elegido para acompañar lo que ya tienes.',
      heading: 'Combina con: {{ product.title | default: "tu pedido" }}',
      text: `${hi}esperamos que lo estés disfrutando. Esto es lo que otros añaden al suyo.`,
      button: 'Echar un vistazo',
      note: '¿No es para ti? Entonces déjalo sin más.',
    },
    'browse-1': {
      subject: '¿Sigues pensando en {{ product.title }}?',
      preheader: 'Aquí lo tienes otra vez, sin buscar.',
      heading: 'Te llamó la atención',
      text: `${hi}lo miraste más de una vez, así que aquí lo tienes. No hace falta buscar.`,
      button: 'Verlo otra vez',
      note: '¿Preguntas? Responde a este correo.',
    },
    'browse-2': {
      subject: '¿Te gusta {{ product.title }}? Quizá también estos',
      preheader: 'Otros con los que suele compararse.',
      heading: '¿No es del todo el tuyo?',
      text: `${hi}quizá alguno de estos te venga mejor que {{ product.title }}.`,
      button: 'Volver al artículo',
      note: 'No volveremos a escribirte sobre este.',
      suggest: 'Parecidos',
    },
    'welcome-1': {
      subject: 'Te damos la bienvenida a {{ shop.name }}',
      preheader:
        '{% if offer.value %}{{ offer.value }} en tu primer pedido.{% else %}Qué bien tenerte aquí.{% endif %}',
      heading: 'Qué bien tenerte aquí',
      text: `${hi}gracias por suscribirte. Sabrás de nosotros cuando valga la pena, y no de otro modo.`,
      offer: 'Nuestro agradecimiento por tu primer pedido.',
      button: 'Dar una vuelta',
      note: '¿Nos cuentas qué buscas? Responde sin más.',
      suggest: 'Lo que otros adoran',
    },
    'feedback-1': {
      subject: '¿Qué tal {{ product.title | default: "tu pedido" }}?',
      preheader: 'Un minuto de tu tiempo nos ayuda, y a quienes vengan después.',
      heading: '¿Qué te parece?',
      text: `${hi}tu pedido{% if order.name %} {{ order.name }}{% endif %} ya lleva un tiempo contigo. ¿Nos cuentas qué te parece?`,
      button: 'Contar mi experiencia',
      note: '¿Algo va mal? Responde a este correo y lo arreglaremos.',
    },
    'win-back-1': {
      subject: 'Ha pasado un tiempo{% if customer.firstName %}, {{ customer.firstName }}{% endif %}',
      preheader:
        '{% if offer.value %}Vuelve con {{ offer.value }} de descuento.{% else %}Hay novedades en {{ shop.name }}.{% endif %}',
      heading: 'Ha pasado un tiempo',
      text: `${hi}te echamos de menos. Hay muchas novedades en {{ shop.name }} desde tu última visita.`,
      offer: 'Para tu próximo pedido.',
      button: 'Ver novedades',
      note: '¿Ya no te interesa? Un clic abajo y te dejamos en paz.',
      suggest: 'Elegidos para ti',
    },
  },
};
