import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

const suite = (name: string, include: string[], slow = false) => ({
  plugins: [vue()],
  test: {
    name,
    include,
    testTimeout: slow ? 120_000 : 60_000,
    hookTimeout: 120_000,
    env: { TF_CPP_MIN_LOG_LEVEL: '2' },
    // Native TensorFlow cannot be loaded twice in one process: one child process per file.
    pool: 'forks' as const,
    ...(slow && { fileParallelism: false }),
  },
});

export default defineConfig({
  test: {
    projects: [
      suite('unit', ['tests/{unit,architecture,regression}/**/*.test.ts']),
      suite('laws', ['tests/laws/**/*.test.ts']),
      suite('integration', ['tests/integration/**/*.test.ts'], true),
      suite('e2e', ['tests/e2e/**/*.test.ts'], true),
    ],
  },
});
