/** What the server is told when it starts: hovers may link to commands, and whether it may read catalog files of the user's. */
export function initializationOptions(isTrusted: boolean): { commandLinks: boolean; trusted: boolean } {
  return { commandLinks: true, trusted: isTrusted };
}
