import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { GraphJson } from '@millrace/core';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';

import { renderGraph, type PictureOptions } from '../../src/pictures';

/** Where screenshots are kept; outside of git. */
const SCREENSHOTS = resolve(__dirname, '../../../../reports/pictures');

export interface OpenOptions extends PictureOptions {
  readonly scheme?: 'light' | 'dark';
  readonly width?: number;
  /** What stands behind `#` in the address. */
  readonly hash?: string;
}

/** Opens pages of graphs as files, without a network; all that they complain of, or ask for, is kept. */
export class PageInBrowser {
  readonly #browser: Browser;
  readonly #folder = mkdtempSync(join(tmpdir(), 'millrace-page-'));
  readonly complaints: string[] = [];
  readonly requests: string[] = [];

  static async launch(executablePath: string | undefined): Promise<PageInBrowser> {
    // Chromium has no sandbox where it is run by root, as in a container.
    const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    return new PageInBrowser(await chromium.launch({ args, ...(executablePath !== undefined && { executablePath }) }));
  }

  constructor(browser: Browser) {
    this.#browser = browser;
    mkdirSync(SCREENSHOTS, { recursive: true });
  }

  async open(graph: GraphJson, { scheme = 'light', width = 1440, hash = '', ...options }: OpenOptions = {}): Promise<Page> {
    const file = join(this.#folder, 'graph.html');
    writeFileSync(file, await renderGraph(graph, 'html', options));
    const context = await this.#browser.newContext({
      viewport: { width, height: 900 },
      colorScheme: scheme,
      offline: true,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on('console', (message) => this.complaints.push(message.text()));
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('request', (request) => this.requests.push(request.url()));
    await page.goto(pathToFileURL(file).href + hash);
    await page.locator('html[data-ready]').waitFor({ timeout: 30_000 });
    return page;
  }

  async close(): Promise<void> {
    await this.#browser.close();
    rmSync(this.#folder, { recursive: true });
  }
}

/** Keeps what the page looks like. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
}

/** The drawn node, or collapsed group, with this label. */
export function item(page: Page, label: string): Locator {
  return page.locator('#world .item').filter({ has: page.locator('.name').getByText(label, { exact: true }) });
}

/** The labels of the items that a selector finds, sorted. */
export async function labels(page: Page, selector: string): Promise<string[]> {
  return (await page.locator(`${selector} .name`).allTextContents()).sort();
}

/** Waits until what was asked for is laid out. */
export async function settled(page: Page): Promise<void> {
  await page.locator('#busy:not(.shown)').waitFor({ state: 'attached' });
}

/** Waits until this many nodes and collapsed groups are drawn. */
export async function waitForItems(page: Page, count: number): Promise<void> {
  await page.waitForFunction((wanted) => document.querySelectorAll('#world .item').length === wanted, count);
}
