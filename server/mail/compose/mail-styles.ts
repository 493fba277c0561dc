import type { Theme } from './theme.ts';

/** Inline styles cover light; these add what only a stylesheet can: phones and dark mode. */
export const mailStyles = ({ color, onColor }: Theme): string => `
    a { color: inherit; }
    .line td { border-bottom: 1px solid #ececea; }
    .line:last-child td { border-bottom: 0; }
    @media only screen and (max-width: 480px) {
      .hero div { font-size: 28px !important; line-height: 34px !important; }
      .pad > table > tbody > tr > td { padding-left: 20px !important; padding-right: 20px !important; }
      .shot { width: 72px !important; }
      .shot img { width: 72px !important; height: 72px !important; }
      .shot .tile { width: 72px !important; height: 72px !important; line-height: 72px !important; }
      .pick .shot, .pick .shot img { width: 104px !important; }
      .pick .shot img { height: 104px !important; }
      .pick .shot .tile { width: 104px !important; height: 104px !important; line-height: 104px !important; }
      .cell img { height: 140px !important; }
      .cell .tile { height: 140px !important; line-height: 140px !important; }
      .line .gap { padding-left: 12px !important; padding-right: 12px !important; }
      .cta table, .cta a { width: 100% !important; box-sizing: border-box !important; }
      .code { font-size: 22px !important; letter-spacing: 2px !important; }
    }
    @media (prefers-color-scheme: dark) {
      body, .page, .page > div { background-color: #111113 !important; }
      .card, .card > table, .card td { background-color: #1b1b1e !important; }
      td.ink, .ink div, .ink td, .ink a, .ink strong, .ink span { color: #f4f4f2 !important; }
      td.soft, .soft div, .soft td, .soft a, .soft span { color: #b3b3b0 !important; }
      .line td { border-bottom-color: #34343a !important; }
      td.rule { border-top-color: #4a4a52 !important; }
      .hair p { border-top-color: #34343a !important; }
      .tile { background-color: #2a2a2f !important; color: #b3b3b0 !important; }
      .card td.coupon { background-color: #232327 !important; border-color: #5a5a63 !important; }
      .card .cta td, .cta a { background-color: ${color} !important; color: ${onColor} !important; }
    }
    [data-ogsc] .ink div, [data-ogsc] .ink td { color: #f4f4f2 !important; }
`;
