import type { Page } from 'playwright-core';

import { shorten } from '../../src/pictures/page/client/layout';
import { findChromium, howToInstall } from './chromium';
import { harmfulNames, largeGraph, tenNodes } from './dataflows';
import { item, keepScreenshot, labels, PageInBrowser, settled, waitForItems } from './page-in-browser';

const executable = findChromium();
// In CI a browser that is missing is a fault, and not a reason to look away.
const isSkipped = executable === undefined && process.env['CI'] !== 'true';
if (isSkipped) console.warn(`The tests of the page are skipped: there is ${howToInstall}.`);
const inBrowser = isSkipped ? describe.skip : describe;

jest.setTimeout(120_000);

inBrowser('the page', () => {
  let browser: PageInBrowser;
  beforeAll(async () => {
    browser = await PageInBrowser.launch(executable);
  });
  afterAll(() => browser.close());
  afterEach(() => {
    expect(browser.complaints.splice(0)).toEqual([]);
  });

  describe('of ten nodes', () => {
    it('is one file that asks for nothing else, and draws each role, box and phase', async () => {
      const page = await browser.open(tenNodes());

      expect(browser.requests.splice(0).filter((url) => !/^(file|data|blob):/.test(url))).toEqual([]);
      expect(await page.title()).toBe('Payroll · Millrace');
      expect(await labels(page, '#world .item')).toEqual([
        'bonus',
        'gross',
        'hours',
        'net',
        'payroll',
        'person',
        'share',
        'shares',
        'taxRate',
        'wage',
      ]);
      expect(await labels(page, '.role-collect')).toEqual(['payroll', 'shares']);
      expect(await page.locator('.box-label text').allTextContents()).toEqual(['for each person', 'phase 1', 'phase 2']);
      await keepScreenshot(page, '10-light');
    });

    it('explains what occurs, and nothing else', async () => {
      const page = await browser.open(tenNodes());

      expect(await page.locator('#legend-entries li').allTextContents()).toEqual([
        'input',
        'config',
        'node',
        'parallelizable: opens a fan-out',
        'collect: closes a fan-out',
        'needs',
        'gathers from all items',
        'takes if it is there',
        'runs for each item',
        'phase of a fan-out',
      ]);
      await page.selectOption('#grouping', 'module');
      await page.locator('#world .kind-module').waitFor();
      expect(await page.locator('#legend-entries li').allTextContents()).not.toContain('phase of a fan-out');
    });

    it('tells of the node that is clicked, and lights what is before and behind it', async () => {
      const page = await browser.open(tenNodes(), { placeOf: ({ place }) => `src/payroll.ts:12 ${place}`, scheme: 'dark' });

      await item(page, 'gross').click();

      const panel = page.locator('#panel');
      expect(await panel.locator('h2').textContent()).toBe('gross');
      expect(await panel.locator('.description').textContent()).toContain('What a person earns before taxes.');
      expect(await panel.locator('.place').textContent()).toBe('src/payroll.ts:12 Payroll.gross');
      expect(await panel.locator('.tag').allTextContents()).toEqual(['owner finance', 'pii yes, salary']);
      expect(await panel.locator('.link').allTextContents()).toEqual(['person', 'wage', 'bonus', 'net']);
      expect(await labels(page, '.item.selected')).toEqual(['gross']);
      expect(await labels(page, '.item.upstream')).toEqual(['bonus', 'hours', 'person', 'wage']);
      expect(await labels(page, '.item.downstream')).toEqual(['net', 'payroll', 'share', 'shares']);
      expect(await page.locator('.arrow.upstream').count()).toBe(4);
      await keepScreenshot(page, '10-dark-selected');

      await panel.getByText('net').click();
      expect(await panel.locator('h2').textContent()).toBe('net');
    });

    it('moves by dragging, without selecting anything, and zooms about the pointer', async () => {
      const page = await browser.open(tenNodes());
      const gross = item(page, 'gross');
      const before = await boxOf(gross);

      await page.mouse.move(before.x + 20, before.y + 10);
      await page.mouse.down();
      await page.mouse.move(before.x + 80, before.y + 60, { steps: 4 });
      await page.mouse.up();
      const moved = await boxOf(gross);
      expect(Math.abs(moved.x - before.x - 60)).toBeLessThan(2);
      expect(Math.abs(moved.y - before.y - 50)).toBeLessThan(2);
      expect(await page.locator('.item.selected').count()).toBe(0);

      await page.mouse.move(moved.x, moved.y);
      await page.mouse.wheel(0, -300);
      await page.waitForFunction(
        (width) => (document.getElementById('item-n5')?.getBoundingClientRect().width ?? 0) > width,
        moved.width * 1.3,
      );
      expect(Math.abs((await boxOf(gross)).x - moved.x)).toBeLessThan(2);

      await page.click('#fit');
      expect(Math.abs((await boxOf(gross)).width - before.width)).toBeLessThan(2);
    });

    it('is used by keys alone', async () => {
      const page = await browser.open(tenNodes());

      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('/');
      await page.keyboard.type('sal');
      expect(await page.locator('#results [role=option] .name').allTextContents()).toEqual(['gross']);
      expect(await labels(page, '.item.match')).toEqual(['gross']);
      await page.keyboard.press('Enter');
      expect(await labels(page, '.item.selected')).toEqual(['gross']);
      await page.keyboard.press('ArrowRight');
      expect(await labels(page, '.item.selected')).toEqual(['net']);
      expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('net, node');
      await page.keyboard.press('ArrowDown');
      expect(await labels(page, '.item.selected')).toEqual(['payroll']);

      await page.keyboard.press('c');
      await item(page, 'for each person').waitFor();
      await keepScreenshot(page, '10-light-collapsed');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('Enter');
      await item(page, 'phase 1').waitFor();
      await page.keyboard.press('o');
      await item(page, 'net').waitFor();

      await page.keyboard.press('?');
      expect(await page.locator('#help').isVisible()).toBe(true);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      expect(await page.locator('.item.selected').count()).toBe(0);
    });

    it('shows only a lineage, and everything again', async () => {
      const page = await browser.open(tenNodes(), { hash: '#taxRate' });
      expect(await labels(page, '.item.selected')).toEqual(['taxRate']);

      await page.keyboard.press('l');
      await page.locator('#only').waitFor();
      await settled(page);
      await waitForItems(page, 5);
      expect(await labels(page, '#world .item')).toEqual(['net', 'payroll', 'share', 'shares', 'taxRate']);
      await page.click('#show-everything');
      await waitForItems(page, 10);
      expect(await page.locator('#only').isVisible()).toBe(false);
    });

    it('is light or dark, as the system is, until one says otherwise', async () => {
      const background = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const light = await browser.open(tenNodes());
      const dark = await browser.open(tenNodes(), { scheme: 'dark' });

      const [inLight, inDark] = [await background(light), await background(dark)];
      expect(inLight).not.toBe(inDark);
      await dark.click('#theme');
      expect(await background(dark)).toBe(inLight);
    });

    it('highlights a path, and gives nodes looks of the caller', async () => {
      const page = await browser.open(tenNodes(), {
        highlightPath: ['hours', 'net'],
        styleOf: ({ name }) => (name === 'share' ? { label: 'added', fill: '#d7f5dd', stroke: '#2f855a' } : undefined),
        scheme: 'dark',
      });

      expect(await labels(page, '.item.on-path')).toEqual(['gross', 'hours', 'net', 'person']);
      expect(
        await item(page, 'share')
          .locator('.outline')
          .evaluate((path) => getComputedStyle(path).fill),
      ).toBe('rgb(215, 245, 221)');
      expect(await page.locator('#legend-entries li').allTextContents()).toContain('added');
      await keepScreenshot(page, '10-dark-path');
    });

    it('has its panel below the picture on a narrow screen', async () => {
      const page = await browser.open(tenNodes(), { width: 400, hash: '#gross' });

      const canvas = await boxOf(page.locator('#canvas'));
      const panel = await boxOf(page.locator('#panel'));
      expect(panel.y).toBeGreaterThanOrEqual(canvas.y + canvas.height - 1);
      expect(panel.width).toBe(400);
      await keepScreenshot(page, '10-narrow');
    });
  });

  it('shows fifty nodes at once', async () => {
    const page = await browser.open(largeGraph(50));

    expect(await page.locator('#world .item').count()).toBe(50);
    await keepScreenshot(page, '50-light');
    await item(page, 'orders_baseline').click();
    await keepScreenshot(page, '50-light-selected');
  });

  describe('of five hundred nodes', () => {
    it('begins with collapsed groups, opens them one by one, and all at once', async () => {
      const page = await browser.open(largeGraph(500));
      expect(await page.locator('#world .item').count()).toBe(20);
      await keepScreenshot(page, '500-light');

      await item(page, 'Visits').click();
      await item(page, 'visits_report').waitFor();
      expect(await page.locator('#world .item').count()).toBe(44);
      await keepScreenshot(page, '500-light-one-open');

      await page.click('#open-all');
      await waitForItems(page, 500);
      await settled(page);
      await keepScreenshot(page, '500-light-open');
      await page.locator('.box-label', { hasText: /^Collapse StoresStores$/ }).dispatchEvent('click');
      await waitForItems(page, 476);
    });

    it('finds what is in a collapsed group, and opens this', async () => {
      const page = await browser.open(largeGraph(500), { scheme: 'dark' });

      await page.fill('#search', 'visits_wor');
      await page.keyboard.press('Enter');

      await item(page, 'visits_worst').waitFor();
      await settled(page);
      expect(await labels(page, '.item.selected')).toEqual(['visits_worst']);
      const [node, canvas] = [await boxOf(item(page, 'visits_worst')), await boxOf(page.locator('#canvas'))];
      expect(node.x).toBeGreaterThan(canvas.x);
      expect(node.x + node.width).toBeLessThan(canvas.x + canvas.width);
      await keepScreenshot(page, '500-dark-found');

      await page.keyboard.press('l');
      await page.locator('#only').waitFor();
      await settled(page);
      expect(await page.locator('#world .item').count()).toBeLessThan(120);
      await keepScreenshot(page, '500-dark-lineage');
    });
  });

  it('takes names, documentation and tags for nothing but text', async () => {
    const page = await browser.open(harmfulNames());

    await item(page, shorten('</script><script>window.harmed=1</script>')).click();

    expect(await page.evaluate(() => 'harmed' in window)).toBe(false);
    expect(await page.locator('#panel h2').textContent()).toBe('</script><script>window.harmed=1</script>');
    expect(await page.locator('#panel .description').textContent()).toBe('<!--<script>"&amp; <b>bold</b>');
    expect(await page.locator('#panel .tag').textContent()).toContain('<img src=x');
  });
});

async function boxOf(locator: { boundingBox(): Promise<{ x: number; y: number; width: number; height: number } | null> }) {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('It is not to be seen.');
  return box;
}
