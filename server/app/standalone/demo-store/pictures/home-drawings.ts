import type { Drawing } from './bath-drawings.ts';

const cream = '#fffaf2';

export const candle: Drawing = ({ base, dark, light }) => `
<circle cx="200" cy="116" r="58" fill="#fff3cf" opacity=".75"/><path d="M200 78c22 26 24 40 18 52-7 14-29 14-36 0-6-12-4-26 18-52z" fill="#f4b942"/><path d="M200 104c10 14 11 20 8 26-4 7-12 7-16 0-3-6-2-12 8-26z" fill="#fff6dc"/>
<path d="M200 140v26" stroke="#39342d" stroke-width="4"/><path d="M122 164h156v132c0 16-10 26-26 26H148c-16 0-26-10-26-26z" fill="${light}"/><path d="M122 164h156v30c-52 14-104 14-156 0z" fill="${cream}"/>
<path d="M134 200h18v118c-12-2-18-10-18-22z" fill="${cream}" opacity=".6"/><rect x="156" y="218" width="88" height="66" rx="4" fill="${cream}"/><rect x="176" y="238" width="48" height="5" rx="2.5" fill="${dark}"/><rect x="186" y="254" width="28" height="5" rx="2.5" fill="${base}"/>`;

export const reeds: Drawing = ({ base, dark, light }) => `
<g stroke="#8b6d47" stroke-width="5" stroke-linecap="round"><path d="M196 190L150 66M200 190L184 54M202 190l14-138M206 190l46-122M198 190L122 88"/></g>
<rect x="172" y="168" width="56" height="28" rx="6" fill="${dark}"/><path d="M178 196h44c4 22 50 22 50 66v34c0 16-10 26-26 26h-92c-16 0-26-10-26-26v-34c0-44 46-44 50-66z" fill="${light}"/>
<path d="M128 256h144v40c0 16-10 26-26 26h-92c-16 0-26-10-26-26z" fill="${base}"/><rect x="164" y="252" width="72" height="46" rx="4" fill="${cream}"/><rect x="180" y="272" width="40" height="5" rx="2.5" fill="${dark}"/>`;

export const tee: Drawing = ({ base, dark, light }) => `
<path d="M146 104l-74 44 26 62 34-16v122c0 8 6 12 12 12h112c6 0 12-4 12-12V194l34 16 26-62-74-44c-10 26-98 26-108 0z" fill="${base}"/>
<path d="M146 104c10 34 98 34 108 0l-12-6c-12 20-72 20-84 0z" fill="${dark}"/><path d="M132 194l-8-30M268 194l8-30" stroke="${dark}" stroke-width="3"/>
<path d="M132 250c30 12 50-8 70 6" stroke="${light}" stroke-width="4" fill="none" opacity=".55"/><rect x="224" y="168" width="26" height="30" rx="3" fill="${light}" opacity=".6"/>`;

export const socks: Drawing = ({ base, dark, light }) => {
  const sock = (x: number): string =>
    `<g transform="translate(${x} 0)"><path d="M120 92h66v118c0 14 6 20 18 30l22 18c26 22 6 60-28 52l-56-22c-16-7-22-18-22-34z" fill="${base}"/><path d="M120 92h66v28h-66z" fill="${dark}"/><path d="M120 134h66v9h-66zM120 152h66v9h-66z" fill="${light}"/><path d="M226 258c26 22 6 60-28 52l-14-6c22-10 34-28 26-60z" fill="${dark}"/></g>`;
  return `${sock(54)}<g opacity=".98">${sock(-18)}</g>`;
};

export const camera: Drawing = ({ base, dark, light }) => `
<rect x="160" y="110" width="80" height="42" rx="8" fill="${dark}"/><rect x="92" y="120" width="38" height="20" rx="6" fill="#cfd3d7"/><circle cx="286" cy="130" r="15" fill="#cfd3d7"/>
<rect x="76" y="138" width="248" height="166" rx="18" fill="${base}"/><path d="M76 172h248v94H76z" fill="${dark}"/><rect x="76" y="138" width="248" height="14" rx="7" fill="${light}" opacity=".6"/>
<circle cx="200" cy="222" r="70" fill="#cfd3d7"/><circle cx="200" cy="222" r="60" fill="#22262c"/><circle cx="200" cy="222" r="40" fill="${base}"/><circle cx="200" cy="222" r="26" fill="#22262c"/>
<circle cx="188" cy="208" r="10" fill="${cream}" opacity=".85"/><circle cx="214" cy="236" r="5" fill="${cream}" opacity=".5"/><rect x="180" y="120" width="40" height="20" rx="4" fill="#9fc1cf"/><circle cx="300" cy="160" r="6" fill="#e0654f"/>`;

export const cap: Drawing = ({ base, dark, light }) => `
<path d="M270 210c70 10 60 90 10 96s-70 30-96 22" fill="none" stroke="${dark}" stroke-width="6" stroke-linecap="round"/><circle cx="192" cy="200" r="98" fill="${dark}"/><circle cx="192" cy="194" r="92" fill="${base}"/>
<circle cx="192" cy="194" r="76" fill="none" stroke="${light}" stroke-width="3"/><path d="M120 158c-14 22-14 52 0 74M264 158c14 22 14 52 0 74" stroke="${dark}" stroke-width="12" stroke-linecap="round" fill="none"/>
<text x="192" y="206" font-family="Georgia, serif" font-size="30" font-style="italic" text-anchor="middle" fill="${cream}">obscura</text>`;

export const tripod: Drawing = ({ base, dark, light }) => `
<g stroke-linecap="round"><path d="M200 160L126 330" stroke="${dark}" stroke-width="13"/><path d="M200 160l74 170" stroke="${dark}" stroke-width="13"/><path d="M200 160v162" stroke="${base}" stroke-width="15"/>
<path d="M178 212l-26 60M222 212l26 60" stroke="${light}" stroke-width="7"/></g><rect x="186" y="112" width="28" height="58" rx="8" fill="${base}"/><rect x="158" y="90" width="84" height="24" rx="7" fill="${dark}"/>
<path d="M214 138l58 22" stroke="${dark}" stroke-width="9" stroke-linecap="round"/><circle cx="200" cy="142" r="10" fill="${light}"/>`;

export const film: Drawing = ({ base, dark, light }) => {
  const roll = (x: number, y: number): string =>
    `<g transform="translate(${x} ${y})"><rect x="16" y="-14" width="28" height="16" rx="4" fill="#39342d"/><rect x="0" y="0" width="60" height="104" rx="8" fill="${base}"/><rect x="0" y="0" width="60" height="12" rx="6" fill="#cfd3d7"/><rect x="0" y="92" width="60" height="12" rx="6" fill="#cfd3d7"/><rect x="0" y="34" width="60" height="36" fill="${cream}"/><text x="30" y="59" font-family="Georgia, serif" font-size="20" text-anchor="middle" fill="${dark}">400</text></g>`;
  const holes = [0, 1, 2, 3, 4, 5].map(
    (hole) =>
      `<rect x="${232 + hole * 16}" y="222" width="8" height="8" rx="2" fill="${cream}"/><rect x="${232 + hole * 16}" y="288" width="8" height="8" rx="2" fill="${cream}"/>`,
  );
  return `<path d="M212 214h120v90H212z" fill="${dark}"/><path d="M232 238h40v42h-40zM280 238h40v42h-40z" fill="${light}"/>${holes.join('')}${roll(160, 206)}${roll(92, 214)}${roll(140, 94)}`;
};
