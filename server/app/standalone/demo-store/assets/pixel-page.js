// Stands in for Shopify's pixel manager on the page: one sandbox, told what happened here.
const page = document.querySelector('script[data-pixel-page]');

const frame = document.createElement('iframe');
frame.setAttribute('sandbox', 'allow-scripts');
frame.hidden = true;
frame.title = 'Web pixels';
frame.src = page.dataset.frame;
frame.addEventListener('load', () => frame.contentWindow.postMessage(page.textContent, '*'), { once: true });
document.body.append(frame);
