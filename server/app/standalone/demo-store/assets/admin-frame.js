const frame = document.querySelector('[data-app]');
const nav = document.querySelector('[data-nav]');
const side = document.querySelector('[data-side]');
const menu = document.querySelector('[data-menu]');
const saveBar = document.querySelector('[data-savebar]');
const toasts = document.querySelector('[data-toasts]');
const modal = document.querySelector('[data-modal]');
const root = '/demo/admin';

let path = location.pathname.slice(root.length) || '/';
let openModal;

const send = (type, detail = {}) =>
  frame.contentWindow.postMessage({ encoreFrame: true, type, ...detail }, location.origin);

const make = (name, properties = {}) => Object.assign(document.createElement(name), properties);

const isUnder = (route) => (route === '/' ? path === '/' : path === route || path.startsWith(`${route}/`));

const markRoute = () => {
  for (const link of side.querySelectorAll('[data-route]')) {
    if (isUnder(link.dataset.route)) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
};

const closeMenu = () => {
  side.classList.remove('open');
  menu.setAttribute('aria-expanded', 'false');
};

const drawNav = (links) => {
  nav.replaceChildren(
    ...links.map(({ href, text }) => {
      const link = make('a', { href: root + href, textContent: text });
      link.dataset.route = href;
      const item = make('li');
      item.append(link);
      return item;
    }),
  );
  markRoute();
};

const drawButtons = (place, buttons, [type, detail]) => {
  place.replaceChildren(
    ...buttons.map(({ text, index, primary, critical }) => {
      const button = make('button', { type: 'button', textContent: text });
      button.classList.toggle('primary', primary);
      button.classList.toggle('critical', critical);
      button.addEventListener('click', () => send(type, { index, ...detail }));
      return button;
    }),
  );
};

const showToast = ({ id, message, isError, action, duration }) => {
  const toast = make('div', { className: isError ? 'toast bad' : 'toast', id });
  toast.append(make('span', { textContent: message }));
  if (action) {
    const button = make('button', { type: 'button', textContent: action });
    button.addEventListener('click', () => {
      send('toast-action', { id });
      toast.remove();
    });
    toast.append(button);
  }
  toasts.append(toast);
  setTimeout(() => toast.remove(), duration);
};

const showModal = ({ open, id, title, body, buttons }) => {
  if (!open) {
    if (openModal !== id) return;
    openModal = undefined;
    modal.close();
    return;
  }
  openModal = id;
  modal.querySelector('[data-modal-title]').textContent = title;
  modal.querySelector('[data-modal-body]').textContent = body;
  drawButtons(modal.querySelector('[data-modal-actions]'), buttons, ['modal-button', { id }]);
  if (!modal.open) modal.showModal();
};

const drawTitle = ({ title, buttons }) => {
  document.querySelector('[data-title]').textContent = title || 'Encore';
  drawButtons(document.querySelector('[data-title-actions]'), buttons, ['title-button', {}]);
};

const shake = () => {
  saveBar.classList.remove('shake');
  void saveBar.offsetWidth;
  saveBar.classList.add('shake');
};

const routeChanged = (next) => {
  path = next;
  const address = root + (next === '/' ? '' : next);
  if (location.pathname !== address) history.replaceState(null, '', address);
  markRoute();
};

addEventListener('message', (event) => {
  if (
    event.origin !== location.origin ||
    event.source !== frame.contentWindow ||
    event.data?.encoreBridge !== true
  )
    return;
  const { type, ...detail } = event.data;
  if (type === 'nav') drawNav(detail.links);
  if (type === 'title') drawTitle(detail);
  if (type === 'toast') showToast(detail);
  if (type === 'toast-hide') document.getElementById(detail.id)?.remove();
  if (type === 'modal') showModal(detail);
  if (type === 'save-bar') saveBar.hidden = !detail.open;
  if (type === 'save-bar-shake') shake();
  if (type === 'route') routeChanged(detail.path);
  if (type === 'loading') document.body.classList.toggle('loading', detail.isLoading);
});

side.addEventListener('click', (event) => {
  const link = event.target.closest('[data-route]');
  if (link === null || event.metaKey || event.ctrlKey) return;
  event.preventDefault();
  closeMenu();
  send('navigate', { path: link.dataset.route });
});
menu.addEventListener('click', () => {
  menu.setAttribute('aria-expanded', String(side.classList.toggle('open')));
});
saveBar.querySelector('[data-save]').addEventListener('click', () => send('save-bar', { variant: 'save' }));
saveBar
  .querySelector('[data-discard]')
  .addEventListener('click', () => send('save-bar', { variant: 'discard' }));
modal.querySelector('[data-modal-close]').addEventListener('click', () => modal.close());
modal.addEventListener('close', () => {
  if (openModal !== undefined) send('modal-closed', { id: openModal });
  openModal = undefined;
});
markRoute();
