import { html, SafeHtml } from './safeHtml.ts';
import { STYLE } from './style.ts';

/** The frame of every exported page: one file of its own, no scripts, nothing loaded from elsewhere. */
export const page = (title: string, appVersion: string, body: SafeHtml): string =>
  html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'"
        />
        <meta name="generator" content="ZuoT ${appVersion}" />
        <title>${title}</title>
        <style>
          ${new SafeHtml(STYLE)}
        </style>
      </head>
      <body>
        <main>
          ${body}
          <footer>
            由做T台在本机生成。历史回测不代表将来，不构成投资建议。 Made locally by ZuoT. Past
            results do not promise future ones; not investment advice.
          </footer>
        </main>
      </body>
    </html> `.text;

export const section = (zh: string, en: string, body: SafeHtml, paint = ''): SafeHtml =>
  html`<section class="${paint}">
    <h2>${zh}<span class="en">${en}</span></h2>
    ${body}
  </section>`;
