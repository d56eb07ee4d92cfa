/** Commands of this extension that a hover or a page may link to; every other command link is inert. */
export const linkable = [
  'pyframeworks.suggestAlternatives',
  'pyframeworks.compare',
  'pyframeworks.showMigrationPlan',
  'pyframeworks.explainRule',
  'pyframeworks.openMigrationText',
  'pyframeworks.openPlace',
];

/** What the server is told when it starts: texts and pages may link to commands, and whether it may read catalog files of the user's. */
export function initializationOptions(isTrusted: boolean): { commandLinks: boolean; trusted: boolean } {
  return { commandLinks: true, trusted: isTrusted };
}
