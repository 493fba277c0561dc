import type { Drawing } from './bath-drawings.ts';

const cream = '#fffaf2';

export const coffee: Drawing = ({ base, dark, light }) => `
<path d="M132 112h136l12 190c1 12-8 20-20 20H140c-12 0-21-8-20-20z" fill="${base}"/><path d="M132 112h136l-6 34H138z" fill="${dark}"/>
<path d="M140 146h22l-8 176h-14c-12 0-21-8-20-20z" fill="${light}" opacity=".35"/><rect x="126" y="98" width="148" height="20" rx="6" fill="${light}"/>
<circle cx="200" cy="226" r="46" fill="${cream}"/><g transform="rotate(28 200 226)"><ellipse cx="200" cy="226" rx="19" ry="28" fill="${dark}"/><path d="M200 199c-10 16 10 36 0 54" stroke="${cream}" stroke-width="4" fill="none"/></g>
<rect x="172" y="288" width="56" height="5" rx="2.5" fill="${cream}"/>`;

export const filters: Drawing = ({ base, dark, light }) => `
<path d="M108 152h150l-46 140c-6 18-52 18-58 0z" fill="${base}"/><path d="M122 152h150l-46 140c-6 18-52 18-58 0z" fill="${light}"/>
<path d="M138 152h150l-46 140c-6 18-52 18-58 0z" fill="${cream}"/><path d="M138 152h150l-4 13H142z" fill="${light}"/>
<path d="M176 178l20 96M213 178v100M250 178l-20 96" stroke="${base}" stroke-width="2.5"/><path d="M184 292c8 8 50 8 58 0" stroke="${dark}" stroke-width="3" fill="none"/>`;

export const dripper: Drawing = ({ base, dark, light }) => `
<path d="M118 116h164l-44 92h-76z" fill="${base}"/><path d="M118 116h164l-6 14H124z" fill="${dark}"/><path d="M148 130l28 72M182 130l8 74M218 130l-8 74M252 130l-28 72" stroke="${light}" stroke-width="3"/>
<rect x="134" y="206" width="132" height="16" rx="8" fill="${dark}"/><path d="M282 130c34-4 40 44-8 48" fill="none" stroke="${base}" stroke-width="12"/>
<path d="M150 222h100l12 82c1 10-6 18-16 18h-92c-10 0-17-8-16-18z" fill="${cream}" opacity=".85"/><path d="M145 262h110l7 42c1 10-6 18-16 18h-92c-10 0-17-8-16-18z" fill="#6b4226"/>
<path d="M200 222v34" stroke="#6b4226" stroke-width="4"/>`;

export const mug: Drawing = ({ base, dark, light }) => `
<path d="M256 180c62-12 66 88-6 88" fill="none" stroke="${dark}" stroke-width="18"/><path d="M120 150h142v134c0 20-14 34-34 34h-74c-20 0-34-14-34-34z" fill="${base}"/>
<path d="M120 150h142v40c-30 18-50-6-76 8s-46 10-66-6z" fill="${light}"/><ellipse cx="191" cy="150" rx="71" ry="16" fill="${dark}"/><ellipse cx="191" cy="152" rx="58" ry="10" fill="#6b4226"/>
<path d="M170 122c-12-16 10-22 0-40M206 122c-12-16 10-22 0-40" stroke="${cream}" stroke-width="6" stroke-linecap="round" fill="none" opacity=".9"/>`;

export const tin: Drawing = ({ base, dark, light }) => `
<rect x="132" y="132" width="136" height="188" rx="10" fill="${base}"/><rect x="126" y="104" width="148" height="46" rx="10" fill="${dark}"/><rect x="126" y="104" width="148" height="14" rx="7" fill="${light}" opacity=".5"/>
<rect x="140" y="150" width="16" height="164" fill="${light}" opacity=".45"/><path d="M132 190h136v86H132z" fill="${cream}"/>
<path d="M178 246c4-26 18-38 44-40-2 28-16 42-44 40zM178 246l-8 14" fill="${light}" stroke="${dark}" stroke-width="2.5"/><path d="M180 244c12-10 20-18 30-28" stroke="${dark}" stroke-width="2.5"/>`;

export const towel: Drawing = ({ base, dark, light }) => `
<rect x="84" y="96" width="232" height="12" rx="6" fill="#6d5c48"/><circle cx="84" cy="102" r="10" fill="#6d5c48"/><circle cx="316" cy="102" r="10" fill="#6d5c48"/>
<path d="M124 96h152v204c-18 8-34-6-52 2s-34-8-52 0-34 2-48-2z" fill="${cream}"/><path d="M124 96h152v20H124z" fill="${light}"/>
<g fill="${base}"><path d="M124 218h152v12H124zM124 238h152v5H124zM124 252h152v12H124z"/></g><path d="M150 116v182M250 116v184" stroke="${light}" stroke-width="3"/>
<path d="M124 96h12v202l-12 2z" fill="${dark}" opacity=".18"/>`;

export const tote: Drawing = ({ base, dark, light }) => `
<path d="M160 182c-4-110 84-110 80 0" fill="none" stroke="${dark}" stroke-width="11"/><path d="M116 172h168l14 132c1 11-6 18-17 18H119c-11 0-18-7-17-18z" fill="${base}"/>
<path d="M116 172h168l2 18H114z" fill="${dark}" opacity=".35"/><path d="M128 190l-10 132h-2c-9 0-15-7-14-18l12-114z" fill="${light}" opacity=".5"/>
<circle cx="200" cy="246" r="30" fill="${cream}"/><path d="M200 216v60M170 246h60M179 225l42 42M221 225l-42 42" stroke="${base}" stroke-width="3"/>`;
