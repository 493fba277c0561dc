/** Inline, so that the page is one answer; light and dark, from 320 px on, no script. */
export const leavingStyles = `
  :root { color-scheme: light dark; --page: #f4f3ef; --card: #fff; --ink: #1d1d1b; --soft: #5d5c56; --line: #e3e1da; --strong: #1d1d1b; --on-strong: #fff; --accent: #2f5d50; --wash: #eef4f1; }
  @media (prefers-color-scheme: dark) { :root { --page: #121214; --card: #1c1c1f; --ink: #f3f2ee; --soft: #b0aea7; --line: #35353a; --strong: #f3f2ee; --on-strong: #1a1a1c; --accent: #8cc9b5; --wash: #1d2a26; } }
  * { box-sizing: border-box; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px 16px; background: var(--page); color: var(--ink);
    font: 16px/1.55 -apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Noto Sans', 'PingFang SC', 'Microsoft YaHei', sans-serif; }
  main { width: 100%; max-width: 480px; background: var(--card); border-radius: 18px; padding: 32px 28px; box-shadow: 0 1px 2px rgb(0 0 0 / 6%), 0 12px 32px rgb(0 0 0 / 6%); }
  @media (max-width: 400px) { body { padding: 0; place-items: stretch; } main { border-radius: 0; padding: 28px 20px; } }
  .shop { margin: 0 0 6px; font-size: 13px; font-weight: 600; color: var(--accent); overflow-wrap: anywhere; }
  h1 { margin: 0 0 8px; font-size: 25px; line-height: 1.2; letter-spacing: -0.3px; overflow-wrap: anywhere; text-wrap: balance; }
  p { margin: 0 0 20px; color: var(--soft); }
  .note { background: var(--wash); color: var(--ink); border-radius: 10px; padding: 12px 14px; }
  h2 { margin: 0 0 4px; font-size: 16px; }
  h2 + p { margin-bottom: 14px; font-size: 15px; }
  fieldset { margin: 0 0 22px; padding: 0; border: 0; min-width: 0; }
  legend { padding: 0; margin-bottom: 8px; font-weight: 600; }
  label { display: flex; gap: 12px; align-items: flex-start; padding: 11px 14px; border: 1px solid var(--line); margin-top: -1px; cursor: pointer; }
  label:first-of-type { border-radius: 10px 10px 0 0; }
  label:last-of-type { border-radius: 0 0 10px 10px; }
  label:has(input:checked) { background: var(--wash); }
  label small { display: block; color: var(--soft); font-size: 14px; line-height: 1.4; }
  input { flex: none; width: 20px; height: 20px; margin: 2px 0 0; accent-color: var(--accent); }
  button { width: 100%; min-height: 48px; padding: 12px 20px; border: 1px solid var(--strong); border-radius: 10px; background: var(--strong); color: var(--on-strong); font: inherit; font-weight: 600; cursor: pointer; }
  button.quiet { background: none; color: var(--ink); border-color: var(--line); }
  input:focus-visible, button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
  .or { display: flex; align-items: center; gap: 12px; margin: 26px 0 20px; color: var(--soft); font-size: 14px; }
  .or::before, .or::after { content: ''; flex: 1; height: 1px; background: var(--line); }
  .done { width: 44px; height: 44px; margin: 0 0 14px; border-radius: 50%; background: var(--wash); color: var(--accent); display: grid; place-items: center; font-size: 22px; }
`;
