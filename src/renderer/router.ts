import { createRouter, createWebHashHistory } from 'vue-router';
import type { RouteRecordRaw } from 'vue-router';

/**
 * The workspace takes `?symbol=600519.SH&run=…&date=2024-05-06`: a run's markers, scrolled to a date.
 * The train and select pages take `?run=…`: the configuration of that run, ready to be changed and started.
 * A search stands beside training: `/train/search/search-…`.
 * The data page shows a section: `/data/health`.
 */
const routes: RouteRecordRaw[] = [
  { path: '/', redirect: '/workspace' },
  {
    path: '/workspace',
    name: 'workspace',
    component: () => import('./pages/WorkspacePage.vue'),
    meta: { isFullBleed: true },
  },
  { path: '/train', name: 'train', component: () => import('./pages/TrainPage.vue') },
  {
    path: '/train/search/:search?',
    name: 'search',
    component: () => import('./pages/SearchPage.vue'),
  },
  { path: '/select', name: 'select', component: () => import('./pages/SelectPage.vue') },
  { path: '/report/:run?', name: 'report', component: () => import('./pages/ReportPage.vue') },
  { path: '/data/:section?', name: 'data', component: () => import('./pages/DataPage.vue') },
  { path: '/runs', name: 'runs', component: () => import('./pages/RunsPage.vue') },
  { path: '/settings', name: 'settings', component: () => import('./pages/SettingsPage.vue') },
  { path: '/:rest(.*)*', redirect: '/workspace' },
];

/** Hash addresses work the same from a file, a custom scheme and a server. */
export const router = createRouter({ history: createWebHashHistory(), routes });
