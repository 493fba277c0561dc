import { defineConfig } from 'vite';

/** One classic script, as the pixel's worker loads it. Shopify's own tools bundle it themselves when it is deployed. */
export default defineConfig({
  root: import.meta.dirname,
  build: {
    outDir: 'dist',
    lib: { entry: 'src/index.ts', formats: ['iife'], name: 'encorePixel', fileName: () => 'pixel.js' },
  },
});
