import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {Record<string, { version?: string, optional?: boolean }>} LockedPackages */

/**
 * @param {string} file
 * @returns {LockedPackages}
 */
const packagesIn = (file) => JSON.parse(readFileSync(file, 'utf8')).packages ?? {};

/**
 * What npm still has to install. npm writes `node_modules/.package-lock.json` last, so a broken-off install
 * doesn't count; optional packages are those of other operating systems.
 * @param {string} root
 * @returns {number} packages missing or of another version than the lockfile's
 */
export const missingPackages = (root) => {
  const locked = packagesIn(join(root, 'package-lock.json'));
  const written = join(root, 'node_modules/.package-lock.json');
  const present = existsSync(written) ? packagesIn(written) : {};
  return Object.entries(locked).filter(
    ([path, { version, optional }]) => path !== '' && !optional && present[path]?.version !== version,
  ).length;
};

/** @param {string} root */
export const nodeOf = (root) => join(root, 'node_modules/.bin/node');

/** @param {string} root */
export const isInstalled = (root) => existsSync(nodeOf(root)) && missingPackages(root) === 0;
