import type { Palette } from './palette.ts';

export type Drawing = (palette: Palette) => string;

const cream = '#fffaf2';

export const soap: Drawing = ({ base, dark, light }) => `
<g transform="rotate(-8 200 220)"><rect x="96" y="168" width="208" height="118" rx="34" fill="${dark}"/>
<rect x="96" y="154" width="208" height="118" rx="34" fill="${base}"/>
<rect x="116" y="172" width="168" height="82" rx="22" fill="none" stroke="${light}" stroke-width="3"/>
<path d="M166 214c12-20 36-26 62-20-6 24-32 36-62 20z" fill="${light}"/><path d="M168 216c18-6 36-12 54-18" stroke="${dark}" stroke-width="2.5" fill="none"/></g>
<circle cx="292" cy="120" r="20" fill="${cream}" opacity=".75"/><circle cx="322" cy="152" r="10" fill="${cream}" opacity=".75"/><circle cx="262" cy="96" r="8" fill="${cream}" opacity=".75"/>`;

export const bottle: Drawing = ({ base, dark, light }) => `
<path d="M190 82h44c10 0 16 5 20 12h-44v18h-20z" fill="${dark}"/><rect x="190" y="104" width="20" height="28" fill="${dark}"/>
<rect x="172" y="126" width="56" height="22" rx="6" fill="${light}"/>
<path d="M140 176c0-20 12-30 28-32h64c16 2 28 12 28 32v122c0 14-10 24-24 24h-72c-14 0-24-10-24-24z" fill="${base}"/>
<path d="M152 178c0-14 8-20 18-22v154c-12 0-18-8-18-16z" fill="${light}" opacity=".55"/>
<rect x="164" y="204" width="72" height="76" rx="6" fill="${cream}"/><path d="M200 222v26M200 240c-10 0-14-6-14-14 9 0 14 5 14 14zm0-4c0-9 5-14 14-14 0 9-5 14-14 14z" stroke="${dark}" stroke-width="2.5" fill="${light}"/>
<rect x="180" y="260" width="40" height="4" rx="2" fill="${dark}"/>`;

export const jar: Drawing = ({ base, dark, light }) => `
<rect x="112" y="148" width="176" height="50" rx="12" fill="${dark}"/><rect x="112" y="148" width="176" height="16" rx="8" fill="${base}"/>
<path d="M118 198h164v90c0 20-14 32-34 32h-96c-20 0-34-12-34-32z" fill="${light}"/>
<path d="M130 198h22v116c-14-2-22-12-22-26z" fill="${cream}" opacity=".6"/>
<rect x="158" y="222" width="84" height="64" rx="32" fill="${cream}"/><circle cx="200" cy="248" r="9" fill="${base}"/><rect x="180" y="266" width="40" height="4" rx="2" fill="${dark}"/>`;

export const dropper: Drawing = ({ base, dark, light }) => `
<path d="M184 74c0-12 32-12 32 0v44h-32z" fill="${dark}"/><rect x="176" y="116" width="48" height="26" rx="5" fill="#39342d"/>
<path d="M178 142h44v10c22 8 34 20 34 42v102c0 14-10 24-24 24h-64c-14 0-24-10-24-24V194c0-22 12-34 34-42z" fill="${base}"/>
<path d="M144 226h112v70c0 14-10 24-24 24h-64c-14 0-24-10-24-24z" fill="${dark}" opacity=".45"/>
<rect x="196" y="142" width="8" height="120" fill="${cream}" opacity=".7"/><rect x="160" y="216" width="80" height="66" rx="4" fill="${cream}"/>
<path d="M200 230c10 14 14 20 14 27a14 14 0 0 1-28 0c0-7 4-13 14-27z" fill="${light}"/>`;

export const razor: Drawing = ({ base, dark, light }) => `
<g transform="rotate(24 200 210)"><rect x="188" y="146" width="24" height="180" rx="12" fill="${base}"/>
<g stroke="${dark}" stroke-width="3"><path d="M189 214h22M189 228h22M189 242h22M189 256h22M189 270h22M189 284h22"/></g>
<rect x="193" y="150" width="6" height="168" rx="3" fill="${light}"/><rect x="134" y="112" width="132" height="34" rx="15" fill="${base}"/>
<rect x="142" y="138" width="116" height="12" rx="4" fill="#d7dbde"/><rect x="134" y="112" width="132" height="12" rx="6" fill="${light}"/>
<path d="M146 150v8M164 150v8M182 150v8M200 150v8M218 150v8M236 150v8M254 150v8" stroke="${dark}" stroke-width="3"/></g>`;

export const blades: Drawing = ({ base, dark, light }) => `
<rect x="108" y="196" width="152" height="112" rx="8" fill="${base}"/><rect x="108" y="196" width="152" height="34" rx="8" fill="${dark}"/>
<text x="184" y="276" font-family="Georgia, serif" font-size="40" text-anchor="middle" fill="${cream}">20</text>
<g transform="rotate(-14 240 160)"><rect x="164" y="116" width="160" height="80" rx="8" fill="#e8ebed"/><path d="M164 128h160M164 184h160" stroke="${light}" stroke-width="4"/>
<path d="M196 156h28m40 0h28" stroke="${dark}" stroke-width="12" stroke-linecap="round"/><circle cx="244" cy="156" r="11" fill="${dark}"/></g>`;

export const brush: Drawing = ({ base, dark, light }) => `
<g transform="rotate(-32 200 200)"><rect x="190" y="190" width="22" height="170" rx="11" fill="${base}"/><circle cx="201" cy="344" r="5" fill="${dark}"/>
<rect x="140" y="86" width="122" height="118" rx="54" fill="${base}"/><rect x="152" y="96" width="98" height="96" rx="44" fill="${light}"/>
<g stroke="${cream}" stroke-width="7" stroke-linecap="round">${[0, 1, 2, 3].map((row) => [0, 1, 2, 3].map((column) => `<path d="M${172 + column * 19} ${114 + row * 20}v5"/>`).join('')).join('')}</g></g>`;
