const result = document.querySelector('[data-wind-result]');
const buttons = document.querySelectorAll('[data-advance]');
const clock = document.querySelector('[data-shop-time]');

const format = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'Europe/Berlin',
});

const showTime = (iso) => {
  clock.dateTime = iso;
  clock.textContent = format.format(new Date(iso));
};

const say = (text, isBad = false) => {
  result.hidden = false;
  result.classList.toggle('bad', isBad);
  result.textContent = text;
};

const counted = (count, word) => `${count} ${word}`;

const sayResult = ({ sent, skipped, deferred }) => {
  const parts = [counted(sent, 'sent'), counted(skipped, 'skipped')];
  if (deferred > 0) parts.push(counted(deferred, 'put off'));
  say(`${parts.join(', ')}. `);
  const link = document.createElement('a');
  link.href = '/demo/outbox';
  link.textContent = 'Open the outbox';
  result.append(link);
};

const wind = async (advance, words) => {
  const startedAt = performance.now();
  const tick = () => {
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    say(seconds < 2 ? `Passing through ${words}…` : `Passing through ${words}… ${seconds} s`);
  };
  tick();
  const ticking = setInterval(tick, 1000);
  try {
    // What was just clicked should have reached Encore before time moves.
    await (await fetch('/demo/store/settled')).json();
    const response = await fetch('/demo/clock', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ advance }),
    });
    if (response.status === 504)
      return say('The clock has moved; some work is still going on. Look again in a minute.');
    if (!response.ok) return say('The clock did not move. Try again in a moment.', true);
    const answer = await response.json();
    showTime(answer.now);
    return sayResult(answer);
  } catch {
    return say("Encore didn't answer. Try again in a moment.", true);
  } finally {
    clearInterval(ticking);
  }
};

const press = async (button) => {
  for (const other of buttons) other.disabled = true;
  await wind(button.dataset.advance, button.textContent.replace(/^(\s*\+\s*|Wind\s+)/, '').trim());
  for (const other of buttons) other.disabled = false;
};
for (const button of buttons) button.addEventListener('click', () => void press(button));

setInterval(async () => {
  if (document.hidden) return;
  try {
    const response = await fetch('/demo/clock');
    if (response.ok) showTime((await response.json()).now);
  } catch {
    // The app is restarting; the time shown stays.
  }
}, 5000);
