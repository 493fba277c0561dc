// In the worker, before the extension: what Shopify gives a pixel of the strict sandbox.
const registered = [];

globalThis.shopify = {
  extend: (point, start) => {
    if (point === 'WebPixel::Render') registered.push(start);
  },
};

const tell = ({ settings, init, events }) => {
  const subscribers = [];
  const subscribe = (name, callback) => {
    subscribers.push({ name, callback });
    return () => true;
  };
  const browser = { cookie: {}, localStorage: {}, sessionStorage: {} };
  for (const start of registered)
    start({
      settings,
      init,
      browser,
      analytics: { subscribe },
      customerPrivacy: { subscribe: () => () => true },
    });
  for (const event of events)
    for (const { name, callback } of subscribers) if (name === event.name) callback(event);
};

globalThis.addEventListener('message', (event) => tell(JSON.parse(event.data)));
