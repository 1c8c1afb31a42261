import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll } from 'vitest';
import { createKernels, describeBackend, openBackend } from '#main/model/backend.ts';
import { createCpuKernels } from '#main/model/cpuKernels.ts';
import type { Kernels } from '#main/model/kernels.ts';

/** Kernels of the JavaScript backend and, where it has been set up, of the native one, while a file's tests run. */
export function withBothKernels(): { kernels: ReadonlyMap<string, Kernels>; isNative: boolean } {
  const { isNative } = describeBackend();
  const kernels = new Map<string, Kernels>();
  beforeAll(async () => {
    tf.enableProdMode();
    await tf.setBackend('cpu');
    kernels.set('cpu', createCpuKernels(tf));
    await openBackend();
    if (isNative) kernels.set('native', createKernels());
  });
  afterAll(() => {
    for (const k of kernels.values()) k.dispose();
  });
  return { kernels, isNative };
}
