const { latest, count } = document.body.dataset;
const fresh = document.querySelector('[data-fresh]');
const isReading = document.querySelector('.at-mail') !== null;

const look = async () => {
  if (document.hidden) return;
  try {
    const response = await fetch('/demo/outbox/latest');
    if (!response.ok) return;
    const now = await response.json();
    if (now.latest === latest && String(now.count) === count) return;
    // Nobody reading: show it at once. Somebody reading: offer it.
    if (!isReading) return location.reload();
    const more = now.count - Number(count);
    fresh.textContent = more === 1 ? '1 new mail' : `${more} new mails`;
    fresh.hidden = more < 1;
  } catch {
    // The app is restarting; the next look will tell.
  }
};

setInterval(look, 2000);
document.querySelector('.mail[aria-current]')?.scrollIntoView({ block: 'nearest' });
