// A session on a folder of its own.
import assert from 'node:assert/strict';
import { Client } from './client.mjs';
import { makeFolder } from './project.mjs';

/** Runs `work(client, folder)` and ends the session as the protocol wants it; whatever happens, nothing is left of either. */
export async function inFolder(work, { content, ...options } = {}) {
  const folder = makeFolder(content);
  try {
    const client = await Client.open({ folders: [folder.root], ...options });
    try {
      await work(client, folder);
      assert.equal(await client.close(), 0);
    } finally {
      client.kill();
    }
  } finally {
    folder.dispose();
  }
}

/** The same once the first scan is done. */
export function inScannedFolder(work, options) {
  return inFolder(async (client, folder) => {
    await client.scanned();
    await work(client, folder);
  }, options);
}
