import type { Settings } from '#shared/contract.ts';
import type { NetworkSource } from '#shared/domain.ts';

/** The setting that holds a source's address. */
export const ADDRESS_KEYS = {
  eastmoney: 'eastmoneyUrl',
  tencent: 'tencentUrl',
  sina: 'sinaUrl',
  aktools: 'aktoolsUrl',
} as const satisfies Record<NetworkSource, keyof Settings>;
