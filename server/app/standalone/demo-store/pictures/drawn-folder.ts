import { join } from 'node:path';

/** The drawings as JPEG: mail programs show no SVG. Made of our own drawings, so they are under this project's licence. */
export const drawnFolder = join(import.meta.dirname, 'drawn');
