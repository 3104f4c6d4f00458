/** Of jsdom, which comes without types, what the tests use. */
declare module "jsdom" {
  export class JSDOM {
    constructor(html: string, options: { url: string; pretendToBeVisual: boolean });
    readonly window: Window & typeof globalThis;
    readonly cookieJar: {
      getCookieStringSync(url: string): string;
      setCookieSync(cookie: string, url: string): void;
    };
  }
}
