import { startApp } from '#main/shell/app.ts';

startApp(__dirname);
