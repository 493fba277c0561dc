import { register } from '@shopify/web-pixels-extension';
import { sendReport } from './send-report.ts';
import { startPixel } from './start-pixel.ts';

register((api) => startPixel(api, sendReport));
