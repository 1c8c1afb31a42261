export { defaultDatabaseFile } from '#main/lib/dataLocation.ts';
