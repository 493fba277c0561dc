import type { MailWords } from '../mail-words.ts';

const hi = 'Hi{% if customer.firstName %} {{ customer.firstName }}{% endif %},<br>';

export const en: MailWords = {
  frame: {
    total: 'Total',
    quantity: 'Qty {count}',
    more: 'and {count} more',
    each: 'each',
    code: 'Your code',
    validUntil: 'Valid until {date}',
    why: 'You get this mail because you subscribed to news from {shop}.',
    unsubscribe: 'Unsubscribe',
    testMail: 'Test',
  },
  templates: {
    'checkout-1': {
      subject: 'You left something behind',
      preheader: 'We kept your cart just as you left it: {{ product.title }}.',
      heading: 'You left something behind',
      text: `${hi}We kept your cart just as you left it. Pick up where you stopped whenever you like.`,
      button: 'Return to your cart',
      note: 'Questions before you order? Just reply to this mail.',
    },
    'checkout-2': {
      subject: 'Still thinking it over?',
      preheader: 'Your cart at {{ shop.name }} is still here. One click and you are back.',
      heading: 'Still thinking it over?',
      text: `${hi}Your cart is still here. We can’t promise that everything in it stays in stock, so have another look while it does.`,
      button: 'Complete your order',
      note: 'This is the last time we remind you of this cart.',
      suggest: 'Goes well with it',
    },
    'incentive-1': {
      subject: 'Your cart is waiting for you',
      preheader: '{{ product.title }} is still yours. It takes a minute to finish.',
      heading: 'Shall we keep it for you?',
      text: `${hi}You picked something lovely and then had to go. Your cart is saved, and you can finish your order in a minute.`,
      button: 'Finish your order',
      note: 'Something not right? Reply to this mail and a person will help.',
    },
    'incentive-2': {
      subject:
        '{% if offer.value %}{{ offer.value }} off your cart{% else %}Your cart is still here{% endif %}',
      preheader:
        '{% if offer.code %}Use {{ offer.code }} at the checkout.{% else %}One click and you are back.{% endif %}',
      heading:
        '{% if offer.value %}A little help: {{ offer.value }} off{% else %}Your cart is still here{% endif %}',
      text: `${hi}{% if offer.value %}If it was the price, this may help. The code is for you alone and works once.{% else %}Everything is where you left it.{% endif %}`,
      offer: 'Enter it at the checkout, or use the button: then it is there already.',
      button: '{% if offer.value %}Use my {{ offer.value }}{% else %}Return to your cart{% endif %}',
      note: 'This is the last time we remind you of this cart.',
      suggest: 'You might like these, too',
    },
    'replenishment-1': {
      subject: 'Running low? Time for more {{ product.title }}',
      preheader:
        '{% if order.placedAt %}You last bought it on {{ order.placedAt }}. {% endif %}A fresh one is a click away.',
      heading: 'Running low?',
      text: `${hi}{% if order.placedAt %}You last bought this on {{ order.placedAt }}, so it may soon be used up.{% else %}It may be time for a fresh one.{% endif %} Order now and you won’t run out.`,
      button: 'Order again',
      note: 'Still have plenty? Keep this mail for later.',
    },
    'replenishment-2': {
      subject: 'Still need more {{ product.title }}?',
      preheader: 'A short reminder, in case it slipped your mind.',
      heading: 'Shall we send more?',
      text: `${hi}A short reminder in case it slipped your mind: your {{ product.title }} is probably almost used up.`,
      button: 'Order again',
      note: 'We won’t remind you of this one again.',
      suggest: 'Or try one of these',
    },
    'cross-sell-1': {
      subject: 'Goes well with your {{ product.title | default: "last order" }}',
      preheader: 'Picked to go with what you have.',
      heading: 'Goes well with your {{ product.title | default: "order" }}',
      text: `${hi}We hope you are enjoying it. Here is what others add to theirs.`,
      button: 'Have a look',
      note: 'Not for you? Then simply leave it.',
    },
    'browse-1': {
      subject: 'Still thinking about {{ product.title }}?',
      preheader: 'Here it is again, so you need not search.',
      heading: 'It caught your eye',
      text: `${hi}You looked at this more than once, so here it is again. No need to search.`,
      button: 'Look again',
      note: 'Questions about it? Just reply to this mail.',
    },
    'browse-2': {
      subject: 'Like {{ product.title }}? Then maybe these',
      preheader: 'A few others that people compare it with.',
      heading: 'Not quite the one?',
      text: `${hi}Perhaps one of these suits you better than {{ product.title }}.`,
      button: 'Back to what you saw',
      note: 'We won’t write about this one again.',
      suggest: 'Others like it',
    },
    'welcome-1': {
      subject: 'Welcome to {{ shop.name }}',
      preheader:
        '{% if offer.value %}Here is {{ offer.value }} off your first order.{% else %}Good to have you here.{% endif %}',
      heading: 'Good to have you here',
      text: `${hi}Thank you for subscribing. You will hear from us when there is something worth your time, and not otherwise.`,
      offer: 'Our thanks for your first order.',
      button: 'Look around',
      note: 'Want to tell us what you are looking for? Just reply.',
      suggest: 'What others love',
    },
    'feedback-1': {
      subject: 'How is your {{ product.title | default: "order" }}?',
      preheader: 'A minute of your time helps us and everybody who comes after you.',
      heading: 'How do you like it?',
      text: `${hi}Your order{% if order.name %} {{ order.name }}{% endif %} should have had time to settle in. Would you tell us how you like it?`,
      button: 'Share your experience',
      note: 'Something wrong with it? Reply to this mail and we will put it right.',
    },
    'win-back-1': {
      subject: 'It has been a while{% if customer.firstName %}, {{ customer.firstName }}{% endif %}',
      preheader:
        '{% if offer.value %}Come back with {{ offer.value }} off.{% else %}A lot is new at {{ shop.name }}.{% endif %}',
      heading: 'It has been a while',
      text: `${hi}We have missed you. A lot is new at {{ shop.name }} since your last visit.`,
      offer: 'For your next order.',
      button: 'See what is new',
      note: 'No longer interested? One click below and we will leave you in peace.',
      suggest: 'Picked for you',
    },
  },
};
