import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser } from '../../../../testing/browser.ts';
import { catalogue } from '../catalogue/catalogue.ts';
import { drawnFolder } from './drawn-folder.ts';
import { pictureOf } from './picture-of.ts';

/** `node server/app/standalone/demo-store/pictures/write-pictures.ts`, after a product or a drawing was added or changed. */
const size = 480;
mkdirSync(drawnFolder, { recursive: true });
const browser = await launchBrowser();
const page = await browser.newPage({ viewport: { width: size, height: size } });
for (const item of catalogue) {
  await page.setContent(
    `<style>body{margin:0}svg{width:100vw;height:100vh;display:block}</style>${pictureOf(item)}`,
  );
  await page.screenshot({ path: join(drawnFolder, `${item.handle}.jpg`), type: 'jpeg', quality: 76 });
}
await browser.close();
