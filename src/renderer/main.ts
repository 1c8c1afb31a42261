import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { router } from './router.ts';
import { applyTheme } from './theme/useTheme.ts';
import './theme/base.css';

applyTheme();
createApp(App).use(createPinia()).use(router).mount('#app');
