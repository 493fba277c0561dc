import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  // The server makes the document (policy, key and App Bridge differ per shop), so a script is the entry.
  base: '/',
  plugins: [react()],
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    manifest: true,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: 'src/main.tsx',
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'react',
              test: /node_modules[\\/](react|react-dom|scheduler|react-router)[\\/]/,
              priority: 30,
            },
            {
              name: 'polaris',
              // Its words come with ours, in the language that is spoken.
              test: /node_modules[\\/]@shopify[\\/]polaris(-icons|-tokens)?[\\/](?!locales)/,
              priority: 20,
            },
            {
              name: 'app-kit',
              test: /node_modules[\\/](@tanstack|i18next|react-i18next)[\\/]/,
              priority: 10,
            },
          ],
        },
      },
    },
  },
});
