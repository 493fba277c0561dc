import type { Tint } from '../catalogue/item.ts';

export interface Palette {
  readonly ground: string;
  readonly glow: string;
  readonly base: string;
  readonly dark: string;
  readonly light: string;
}

export const palettes: Readonly<Record<Tint, Palette>> = {
  sage: { ground: '#e3e9dd', glow: '#f2f5ee', base: '#8ea57f', dark: '#5d7352', light: '#c6d3ba' },
  clay: { ground: '#f1dfd5', glow: '#faf0ea', base: '#c47d5d', dark: '#8f5239', light: '#e3b59f' },
  sky: { ground: '#dbe6ec', glow: '#eff5f8', base: '#7da0b5', dark: '#4d7186', light: '#b9d0dd' },
  sand: { ground: '#efe7da', glow: '#faf6ef', base: '#cdb48c', dark: '#957c55', light: '#e6d8bd' },
  plum: { ground: '#e8dfe8', glow: '#f6f1f6', base: '#93739a', dark: '#634a6a', light: '#c6b1cb' },
  ink: { ground: '#dfe1e4', glow: '#f2f3f5', base: '#4c535e', dark: '#2a2f38', light: '#8f97a3' },
  honey: { ground: '#f5e8cd', glow: '#fdf7ea', base: '#dca845', dark: '#a4741f', light: '#f0d18e' },
  rose: { ground: '#f3dfdf', glow: '#fbf2f1', base: '#d28a8a', dark: '#9c5757', light: '#ebbfbe' },
};
