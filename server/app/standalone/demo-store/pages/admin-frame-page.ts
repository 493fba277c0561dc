import { html } from '../html.ts';

interface AdminFrame {
  readonly shopName: string;
  /** The app's own address, relative to this origin, with shop, host and token. */
  readonly frameUrl: string;
}

/** The admin around the app; its script draws what the app's App Bridge asks for. */
export const adminFramePage = ({ shopName, frameUrl }: AdminFrame): string =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Encore – ${shopName} admin</title>
        <link rel="icon" href="/demo/store/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/demo/admin/admin-frame.css" />
        <script src="/demo/admin/admin-frame.js" defer></script>
      </head>
      <body>
        <header class="topbar">
          <button type="button" class="menu" data-menu aria-label="Menu" aria-expanded="false">
            <span></span>
          </button>
          <a class="mark" href="/demo/store">${shopName}</a>
          <div class="savebar" data-savebar role="region" aria-label="Unsaved changes" hidden>
            <span>Unsaved changes</span>
            <span class="savebar-actions"
              ><button type="button" data-discard>Discard</button
              ><button type="button" data-save class="primary">Save</button></span
            >
          </div>
          <nav class="topbar-links" aria-label="Demo">
            <a href="/demo/store">Shop</a><a href="/demo/outbox">Outbox</a>
          </nav>
        </header>
        <nav class="side" data-side aria-label="Admin">
          <span class="side-label">Apps</span>
          <a class="side-app" href="/demo/admin" data-route="/"
            ><span class="app-icon" aria-hidden="true">E</span>Encore</a
          >
          <ul data-nav></ul>
          <p class="side-note">This frame stands in for Shopify's admin. The page inside is the real app.</p>
        </nav>
        <main class="stage">
          <div class="titlebar" data-titlebar>
            <span class="app-icon" aria-hidden="true">E</span><span data-title>Encore</span>
            <span class="titlebar-actions" data-title-actions></span>
          </div>
          <iframe data-app title="Encore" src="${frameUrl}"></iframe>
        </main>
        <div class="toasts" data-toasts role="status" aria-live="polite"></div>
        <dialog class="modal" data-modal aria-labelledby="modal-title">
          <header>
            <h2 id="modal-title" data-modal-title></h2>
            <button type="button" data-modal-close aria-label="Close">×</button>
          </header>
          <div class="modal-body" data-modal-body></div>
          <footer data-modal-actions></footer>
        </dialog>
      </body>
    </html>`.markup;
