/*
 * The demo's stand-in for Shopify's App Bridge: the same names inside the app, drawn by the admin frame around it.
 * Loaded first in the app's document, as the real one must be.
 */
(() => {
  const parameters = new URLSearchParams(location.search);
  const stored = (name) => {
    const given = parameters.get(name);
    if (given !== null) sessionStorage.setItem(`app-bridge:${name}`, given);
    return given ?? sessionStorage.getItem(`app-bridge:${name}`) ?? '';
  };
  const apiKey =
    document.querySelector('meta[name="shopify-api-key"]')?.content ??
    document.currentScript?.dataset.apiKey ??
    '';
  const isFramed = window.parent !== window;
  const plainFetch = window.fetch.bind(window);

  const tell = (type, detail = {}) => {
    if (isFramed) window.parent.postMessage({ encoreBridge: true, type, ...detail }, location.origin);
  };

  let token = { value: '', until: 0 };
  const idToken = async () => {
    if (token.until > Date.now()) return token.value;
    const response = await plainFetch('/demo/admin/session-token', { method: 'POST' });
    token = { value: (await response.json()).token, until: Date.now() + 50_000 };
    return token.value;
  };

  const isOurApi = (input) => {
    const url = new URL(input instanceof Request ? input.url : String(input), location.href);
    return url.origin === location.origin && url.pathname.startsWith('/api');
  };
  const withToken = async (input, init) => {
    const request = new Request(input, init);
    if (!request.headers.has('authorization'))
      request.headers.set('authorization', `Bearer ${await idToken()}`);
    return plainFetch(request);
  };
  window.fetch = async (input, init) => {
    if (!isOurApi(input)) return plainFetch(input, init);
    const again = input instanceof Request ? input.clone() : input;
    const response = await withToken(input, init);
    if (response.status !== 401 || !response.headers.has('x-shopify-retry-invalid-session-request'))
      return response;
    token = { value: '', until: 0 };
    return withToken(again, init);
  };

  /* Save bar: programmatic by id, by <ui-save-bar>, or by <form data-save-bar>. */
  let openBar;
  const showBar = async (id) => {
    openBar = id;
    tell('save-bar', { open: true });
  };
  const hideBar = async (id) => {
    if (id !== undefined && openBar !== undefined && id !== openBar) return;
    openBar = undefined;
    tell('save-bar', { open: false });
    leaveAnswered?.();
    leaveAnswered = undefined;
  };
  let leaveAnswered;
  const leaveConfirmation = async () => {
    if (openBar === undefined) return;
    tell('save-bar-shake');
    // Like the real one: resolves only once the person saved or discarded, and the app took the bar down.
    await new Promise((resolve) => {
      leaveAnswered = resolve;
    });
  };
  const pressBar = (variant) => {
    const element = openBar === undefined ? null : document.getElementById(openBar);
    if (element?.tagName === 'FORM') {
      if (variant === 'save') element.requestSubmit();
      else element.reset();
    } else {
      const button =
        variant === 'save'
          ? element?.querySelector('button[variant="primary"]')
          : element?.querySelector('button:not([variant="primary"])');
      button?.click();
    }
  };
  const watchForm = (form) => {
    if (form.dataset.bridged !== undefined) return;
    form.dataset.bridged = '';
    form.id ||= `form-${Math.random().toString(36).slice(2)}`;
    form.addEventListener('input', () => showBar(form.id));
    for (const event of ['submit', 'reset']) form.addEventListener(event, () => hideBar(form.id));
  };

  /* Modals: the frame draws title, words and buttons; a press comes back as a click. */
  const modals = new Map();
  const buttonsOf = (element) =>
    [...element.querySelectorAll('button, s-button, ui-title-bar > button')].map((button, index) => ({
      index,
      text: button.textContent.trim(),
      primary: button.getAttribute('variant') === 'primary',
      critical: button.getAttribute('tone') === 'critical',
    }));
  const bodyTextOf = (element) => {
    const copy = element.cloneNode(true);
    for (const part of copy.querySelectorAll('button, s-button, ui-title-bar')) part.remove();
    return copy.textContent.trim();
  };
  const showModal = async (id) => {
    const element = document.getElementById(id);
    if (element === null) return;
    modals.set(id, element);
    const title =
      element.getAttribute('heading') ?? element.querySelector('ui-title-bar')?.getAttribute('title') ?? '';
    tell('modal', { open: true, id, title, body: bodyTextOf(element), buttons: buttonsOf(element) });
    element.dispatchEvent(new Event('show'));
  };
  const hideModal = async (id) => {
    tell('modal', { open: false, id });
    modals.get(id)?.dispatchEvent(new Event('hide'));
    modals.delete(id);
  };

  let toastCount = 0;
  window.shopify = {
    config: {
      apiKey,
      shop: stored('shop'),
      host: stored('host'),
      locale: stored('locale') || navigator.language,
      disabledFeatures: [],
      appOrigins: [],
    },
    environment: { embedded: isFramed, mobile: false, pos: false },
    origin: location.origin,
    ready: Promise.resolve(),
    idToken,
    toast: {
      show: (message, options = {}) => {
        const id = `toast-${(toastCount += 1)}`;
        tell('toast', {
          id,
          message: String(message),
          isError: options.isError === true,
          action: options.action,
          duration: options.duration ?? 5000,
        });
        if (options.onAction) toastActions.set(id, options.onAction);
        return id;
      },
      hide: (id) => tell('toast-hide', { id }),
    },
    saveBar: {
      show: showBar,
      hide: hideBar,
      toggle: (id) => (openBar === id ? hideBar(id) : showBar(id)),
      leaveConfirmation,
    },
    modal: {
      show: showModal,
      hide: hideModal,
      toggle: (id) => (modals.has(id) ? hideModal(id) : showModal(id)),
    },
    loading: (isLoading) => tell('loading', { isLoading: isLoading !== false }),
    app: { extensions: async () => [] },
    user: async () => ({ accountAccess: 'store_owner' }),
  };
  const toastActions = new Map();

  /* Navigation. */
  const readNav = (element) => {
    const links = [...element.querySelectorAll('s-link, a')]
      .filter((link) => link.getAttribute('rel') !== 'home')
      .map((link) => ({ href: link.getAttribute('href') ?? '/', text: link.textContent.trim() }));
    tell('nav', { links });
  };
  const readTitle = (element) => {
    tell('title', { title: element.getAttribute('title') ?? '', buttons: buttonsOf(element) });
  };
  class AppNav extends HTMLElement {
    connectedCallback() {
      this.hidden = true;
      this.style.display = 'none';
      const read = () => readNav(this);
      this.observer = new MutationObserver(read);
      this.observer.observe(this, { childList: true, subtree: true, characterData: true, attributes: true });
      queueMicrotask(read);
    }
    disconnectedCallback() {
      this.observer?.disconnect();
    }
  }
  class TitleBar extends HTMLElement {
    static observedAttributes = ['title'];
    connectedCallback() {
      this.style.display = 'none';
      if (this.closest('ui-modal, s-modal') !== null) return;
      const read = () => readTitle(this);
      this.observer = new MutationObserver(read);
      this.observer.observe(this, { childList: true, subtree: true, characterData: true });
      queueMicrotask(read);
    }
    attributeChangedCallback() {
      if (this.isConnected && this.closest('ui-modal, s-modal') === null) readTitle(this);
    }
    disconnectedCallback() {
      if (this.observer === undefined) return;
      this.observer.disconnect();
      tell('title', { title: '', buttons: [] });
    }
  }
  class SaveBar extends HTMLElement {
    connectedCallback() {
      this.style.display = 'none';
    }
    disconnectedCallback() {
      void hideBar(this.id);
    }
    show() {
      return showBar(this.id);
    }
    hide() {
      return hideBar(this.id);
    }
  }
  class Modal extends HTMLElement {
    connectedCallback() {
      this.style.display = 'none';
    }
    disconnectedCallback() {
      if (modals.has(this.id)) void hideModal(this.id);
    }
    show() {
      return showModal(this.id);
    }
    hide() {
      return hideModal(this.id);
    }
    showOverlay() {
      return showModal(this.id);
    }
    hideOverlay() {
      return hideModal(this.id);
    }
  }
  customElements.define('s-app-nav', AppNav);
  customElements.define('ui-nav-menu', class extends AppNav {});
  customElements.define('ui-title-bar', TitleBar);
  customElements.define('ui-save-bar', SaveBar);
  customElements.define('s-modal', Modal);
  customElements.define('ui-modal', class extends Modal {});

  const pressed = (element, index) =>
    [...element.querySelectorAll('button, s-button, ui-title-bar > button')][index]?.click();

  /* The route: told to the frame on each change, taken from it on each click there. */
  const tellRoute = () => tell('route', { path: location.pathname });
  for (const name of ['pushState', 'replaceState']) {
    const plain = history[name].bind(history);
    history[name] = (...values) => {
      plain(...values);
      tellRoute();
    };
  }
  addEventListener('popstate', tellRoute);
  const go = async (path) => {
    await leaveConfirmation();
    // As in Shopify: the element that was pressed says so; an app without a router of its own gets a new address.
    const link = Object.assign(document.createElement('a'), { href: path, hidden: true });
    document.body.append(link);
    link.dispatchEvent(new Event('shopify:navigate', { bubbles: true }));
    link.remove();
    await new Promise((resolve) => setTimeout(resolve, 150));
    if (location.pathname === path) return;
    history.pushState(history.state, '', path);
    dispatchEvent(new PopStateEvent('popstate', { state: history.state }));
  };

  addEventListener('message', (event) => {
    if (
      event.origin !== location.origin ||
      event.source !== window.parent ||
      event.data?.encoreFrame !== true
    )
      return;
    const { type, path, variant, id, index } = event.data;
    if (type === 'navigate') void go(path);
    if (type === 'save-bar') pressBar(variant);
    if (type === 'modal-button' && modals.has(id)) pressed(modals.get(id), index);
    if (type === 'modal-closed' && modals.has(id)) void hideModal(id);
    if (type === 'title-button') pressed(document.querySelector('ui-title-bar'), index);
    if (type === 'toast-action') toastActions.get(id)?.();
  });

  addEventListener('DOMContentLoaded', () => {
    const scan = () => document.querySelectorAll('form[data-save-bar]').forEach(watchForm);
    new MutationObserver(scan).observe(document.body, { childList: true, subtree: true });
    scan();
    tellRoute();
  });
})();
