import { workspace, type WorkspaceConfiguration } from 'vscode';

/** The settings' section; the server asks for the same one. */
export const section = 'pyframeworks';

function configuration(): WorkspaceConfiguration {
  return workspace.getConfiguration(section);
}

export function isEnabled(): boolean {
  return configuration().get('enable', true);
}

/** An executable of the user's own, or undefined. In Restricted Mode only the bundled one may run. */
export function serverPath(): string | undefined {
  const path = configuration().get('server.path', '').trim();
  return workspace.isTrusted && path !== '' ? path : undefined;
}

/** Settings that the server process itself depends on, so that a change of one means a new process. */
export const restarting = [`${section}.enable`, `${section}.server.path`];
