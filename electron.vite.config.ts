import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'electron-vite';

/** CommonJS on Node 16 syntax: the oldest Electron the shell is tested on embeds that Node. */
const commonJs = (input: Record<string, string>) => ({
  outDir: undefined as string | undefined,
  target: 'node16',
  externalizeDeps: true,
  rollupOptions: {
    input,
    output: { format: 'cjs' as const, entryFileNames: '[name].cjs', chunkFileNames: '[name].cjs' },
  },
});

export default defineConfig({
  main: {
    build: {
      ...commonJs({
        index: 'src/main/index.ts',
        engine: 'src/main/engine.ts',
        web: 'src/main/web.ts',
        foldWorker: 'src/main/foldWorker.ts',
      }),
      outDir: 'out/main',
    },
  },
  preload: { build: { ...commonJs({ index: 'src/preload/index.ts' }), outDir: 'out/preload' } },
  renderer: {
    root: 'src/renderer',
    base: './',
    plugins: [vue()],
    build: {
      target: 'chrome108',
      outDir: 'out/renderer',
      rollupOptions: { input: 'src/renderer/index.html' },
    },
  },
});
