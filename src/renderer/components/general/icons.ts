/** Paths on a 20 × 20 grid, drawn with a 1.5 stroke in the text's colour. */
export const ICONS = {
  workspace: 'M5 3v3m0 7v4M3.5 6h3v7h-3zM10 2v5m0 6v3M8.5 7h3v6h-3zM15 5v2m0 6v5m-1.5-11h3v6h-3z',
  train: 'M3 16c3 0 3.5-11 7-11s3 7 7 7M14.5 9.5 17 12l-2.5 2.5',
  report: 'M5 2.5h7l3.5 3.5v11.5h-10.5zM12 2.5V6h3.5M7.5 14.5v-3m2.75 3v-5.5M13 14.5v-2',
  data: 'M4 5c0-1.4 2.7-2.5 6-2.5S16 3.6 16 5s-2.7 2.5-6 2.5S4 6.4 4 5zm0 0v10c0 1.4 2.7 2.5 6 2.5s6-1.1 6-2.5V5M4 10c0 1.4 2.7 2.5 6 2.5s6-1.1 6-2.5',
  runs: 'M7.5 5H17M7.5 10H17M7.5 15H17M3.250 4.250h1.5v1.5h-1.5zM3.250 9.250h1.5v1.5h-1.5zM3.250 14.250h1.5v1.5h-1.5z',
  settings: 'M3 6h7m4 0h3M3 14h3m4 0h7M12 4v4M8 12v4',
  sun: 'M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM10 1.5v2m0 13v2m8.5-8.5h-2m-13 0h-2m14.5-6-1.4 1.4M5.4 14.6 4 16m12 0-1.4-1.4M5.4 5.4 4 4',
  moon: 'M16.5 12A7 7 0 0 1 8 3.5 7 7 0 1 0 16.5 12z',
  monitor: 'M2.5 4h15v10h-15zM7 17h6m-3-3v3',
  globe:
    'M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15zM2.5 10h15M10 2.5c2.3 2 3.3 4.5 3.3 7.5s-1 5.5-3.3 7.5c-2.3-2-3.3-4.5-3.3-7.5s1-5.5 3.3-7.5z',
  chevronDown: 'm5 7.5 5 5 5-5',
  chevronRight: 'm7.5 5 5 5-5 5',
  download: 'M10 3v9.5m0 0-3.5-3.5M10 12.5 13.5 9M3.5 16.5h13',
  upload: 'M10 13V3.5m0 0L6.5 7M10 3.5 13.5 7M3.5 16.5h13',
  close: 'm5 5 10 10M15 5 5 15',
  check: 'm4 10.5 4 4 8-9',
  warning: 'M10 3 18 16.5H2zM10 8v4m0 2v.5',
  info: 'M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15zM10 9v5m0-7.5v.5',
  trash: 'M3.5 5.5h13M8 5.5V3h4v2.5M5 5.5l.800 11.5h8.4L15 5.5M8.3 8.5v5.5m3.4-5.5v5.5',
  play: 'M6 3.5v13l10.5-6.5z',
  refresh: 'M16 10a6 6 0 1 1-1.8-4.3M16 3v3.5h-3.5',
  external: 'M8 4H4v12h12v-4M11.5 3.5h5v5m0-5L9 11',
  search: 'M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM13 13l4 4',
  more: 'M5 9.5v1m5-1v1m5-1v1',
  image: 'M3 4h14v12H3zM3 13l4-4 4 4 2.5-2.5L17 14M13 7.5v.5',
  copy: 'M7 7h10v10H7zM13 7V3H3v10h4',
  spark: 'M3 10h3l2-5 4 10 2-5h3',
} as const;

export type IconName = keyof typeof ICONS;
