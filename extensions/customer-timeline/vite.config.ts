import { defineConfig } from 'vite';

/** One script, as the admin's sandbox loads it. Shopify's own tools bundle it themselves when it is deployed. */
export default defineConfig({
  root: import.meta.dirname,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: 'dist',
    lib: { entry: 'src/index.tsx', formats: ['es'], fileName: () => 'customer-timeline.js' },
  },
});
