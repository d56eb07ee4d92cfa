// The few gestures that the journey is made of, and what can be read from the screen. Every wait polls for what it needs.
import { Explained, until } from '../../scripts/common.mjs';

export class Workbench {
  constructor(page) {
    this.page = page;
  }

  async ready() {
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
  }

  /** Text of every element that can be seen. Editors and widgets that are hidden stay in the page. */
  async texts(selector) {
    return this.page.$$eval(selector, (elements) => elements
      .filter((element) => element.getClientRects().length > 0)
      .map((element) => element.innerText.replaceAll('\u00a0', ' ').trim()));
  }

  async press(...keys) {
    for (const key of keys) {
      await this.page.keyboard.press(key);
    }
  }

  /** Types into the quick input once it is there, and waits until it holds just that. */
  async quickInput(key, text) {
    const input = this.page.locator('.quick-input-widget .quick-input-box input');
    // Right after a reload the first key may be swallowed.
    await until('the quick input', async () => {
      if (!await input.isVisible()) {
        await this.press(key);
      }
      return input.isVisible();
    }, 20_000, 300);
    await input.fill(text);
  }

  async rows() {
    return this.texts('.quick-input-list .monaco-list-row');
  }

  /** Runs a command by its title in the palette, save for words in brackets behind it. By keyboard: a tooltip under the mouse may lie over the row. */
  async command(title) {
    const labels = '.quick-input-list .monaco-list-row .label-name';
    const isMeant = (text) => text === title || text.startsWith(`${title} (`);
    // Some commands are there only once the window has settled, and an open palette does not take them up.
    await until(`the command ${title}`, async () => {
      await this.quickInput('F1', `>${title}`);
      const found = await until('its row', async () => (await this.texts(labels)).some(isMeant), 3_000).catch(() => false);
      if (!found) {
        await this.press('Escape');
      }
      return found;
    }, 60_000);
    for (let step = 0; step < 40; step++) {
      if ((await this.texts('.quick-input-list .monaco-list-row.focused .label-name')).some(isMeant)) {
        await this.press('Enter');
        return;
      }
      await this.press('ArrowDown');
    }
    throw new Error(`the palette does not come to ${title}: ${(await this.texts(labels)).join(' | ')}`);
  }

  /** Makes room for the editor. */
  async hidePanel() {
    if (await this.page.locator('.markers-panel').first().isVisible()) {
      await this.command('View: Hide Panel');
    }
  }

  async open(file) {
    const name = file.split('/').at(-1);
    // By its attribute: the label's own text is broken into stem and suffix.
    const tab = this.page.locator(`.editor-group-container.active .tab.active[data-resource-name="${name}"]`);
    let rows = [];
    await until(`the editor of ${name}`, async () => {
      await this.press('Escape');
      await this.quickInput('Control+p', file);
      // For a moment the list still shows the files opened last, unfiltered, and Enter would take the first of them.
      const filtered = await until('the file in the list', async () => {
        rows = await this.rows();
        return rows.length > 0 && rows.every((row) => row.includes(name));
      }, 5_000).catch(() => false);
      if (!filtered) {
        return false;
      }
      await this.press('Enter');
      return until('the tab', () => tab.isVisible(), 5_000).catch(() => false);
    }, 60_000).catch((error) => { throw new Explained(`${error.message}; the list shows: ${rows.join(' | ')}`); });
    await this.page.locator('.editor-group-container.active .monaco-editor .view-line').first().waitFor();
  }

  /** Puts the cursor at a place, 1-based, and returns its rectangle. */
  async goTo(line, column) {
    await this.quickInput('Control+g', `:${line}:${column}`);
    await this.press('Enter');
    await until('the cursor', async () => (await this.texts('.statusbar-item')).some((text) => text.startsWith(`Ln ${line}, Col ${column}`)));
    return this.cursor();
  }

  /** The rectangle of the cursor. */
  cursor() {
    return this.page.locator('.editor-group-container.active .cursors-layer .cursor').first().boundingBox();
  }

  /** The text of the hover at a place, once it matches. */
  async hover(line, column, pattern) {
    let box = await this.goTo(line, column);
    let text = '';
    const end = Date.now() + 60_000;
    let patience = 2_500;
    while (!pattern.test(text)) {
      if (Date.now() > end) {
        throw new Error(`no hover at ${line}:${column} that matches ${pattern}; it says: ${JSON.stringify(text)}`);
      }
      // The mouse leaves and comes back: a hover asked for before the server was ready stays empty.
      await this.page.mouse.move(box.x + 300, box.y + 250);
      await this.page.mouse.move(box.x + 2, box.y + box.height / 2, { steps: 4 });
      await until('the hover', async () => {
        text = (await this.texts('.monaco-editor .monaco-hover, .monaco-hover.workbench-hover, .monaco-resizable-hover')).join('\n');
        return pattern.test(text);
      }, patience).catch(() => undefined);
      // A slow machine may take longer than that to answer, and leaving the place cancels the question. A code lens that came meanwhile has moved the line.
      patience = Math.min(2 * patience, 15_000);
      box = await this.cursor() ?? box;
    }
    return text;
  }

  /** Rows of the Problems panel as they are read out: severity, message, code, source and place. */
  async problems() {
    if (!await this.page.locator('.markers-panel').first().isVisible()) {
      await this.command('View: Focus Problems');
      await this.page.locator('.markers-panel').first().waitFor();
    }
    return this.page.$$eval('.markers-panel .monaco-list-row', (rows) => rows
      .map((row) => `${row.getAttribute('aria-label') ?? ''} ${row.innerText}`.replaceAll('\u00a0', ' ').replace(/\s+/g, ' ')));
  }

  async status() {
    return this.texts('.statusbar-item');
  }

  /** Chooses an entry of the lightbulb's menu at the cursor by its title. */
  async quickFix(pattern) {
    const row = '.action-widget .monaco-list-row';
    await until('the lightbulb menu', async () => {
      await this.press('Escape', 'Control+.');
      return until('its rows', async () => (await this.texts(row)).some((text) => pattern.test(text)), 3_000).catch(() => false);
    });
    for (let step = 0; step < 30; step++) {
      if ((await this.texts(`${row}.focused`)).some((text) => pattern.test(text))) {
        await this.press('Enter');
        return;
      }
      await this.press('ArrowDown');
    }
    throw new Error(`no entry of the lightbulb menu matches ${pattern}: ${(await this.texts(row)).join(' | ')}`);
  }

  /** The frame of the page or the Markdown preview that can be seen and whose text matches; it lives in a frame within a frame. */
  async view(pattern, timeout = 40_000) {
    let seen = [];
    return until(`a view that matches ${pattern}`, async () => {
      seen = [];
      for (const frame of this.page.frames().filter((candidate) => candidate.url().includes('fake.html'))) {
        const text = await frame.evaluate(() => (document.visibilityState === 'visible' && innerWidth > 0 ? document.body.innerText : '')).catch(() => '');
        seen.push(text.slice(0, 100));
        // A page is loaded behind the one that it takes the place of, and shown once it is complete.
        if (pattern.test(text) && await frame.frameElement().then((element) => element.isVisible()).catch(() => false)) {
          await this.page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)); }));
          return frame;
        }
      }
      return undefined;
    }, timeout).catch((error) => { throw new Explained(`${error.message}; there are: ${JSON.stringify(seen)}`); });
  }

  /** Waits for an editor of a file, at a line where one is given. */
  async shows(name, line) {
    await until(`the editor of ${name}${line === undefined ? '' : ` at line ${line}`}`, async () =>
      await this.page.locator(`.editor-group-container.active .tab.active[data-resource-name="${name}"]`).isVisible()
      && (line === undefined || (await this.status()).some((text) => text.startsWith(`Ln ${line},`))));
  }

  /** Lines of the active editor that can be seen, in the order of the file. */
  async lines() {
    return this.page.$$eval('.editor-group-container.active .monaco-editor .view-line', (lines) => lines
      .filter((line) => line.getClientRects().length > 0)
      .sort((left, right) => left.getBoundingClientRect().top - right.getBoundingClientRect().top)
      .map((line) => line.textContent.replaceAll('\u00a0', ' ')));
  }
}
